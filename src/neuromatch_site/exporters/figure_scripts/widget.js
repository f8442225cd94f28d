// Widgets of Jupyter, from the state that a notebook keeps. Their library, of the package widgetsnbextension, is written for
// the classic notebook: what it takes from there stands here, without a kernel behind it.
{
  const nothing = () => undefined;
  const element = (name, values) => Object.assign(document.createElement(name), values);
  const joined = (text) => (Array.isArray(text) ? text.join("") : text || "");
  const FORM = "application/vnd.jupyter.widget-view+json";
  let append_view; // of the library: shows a widget in an output

  // Shows what programs put out: the library does so for the outputs that a widget holds.
  class OutputArea {
    keyboard_manager = notebook.keyboard_manager;
    element = { trigger: nothing };
    outputs = [];
    constructor({ selector }) { this.root = selector; }
    clear_output() {
      this.outputs = [];
      this.root.replaceChildren();
    }
    handle_clear_output() { this.clear_output(); }
    handle_output({ content }) { this.fromJSON([content]); }
    toJSON() { return this.outputs; }
    fromJSON(outputs) { for (const output of outputs) this.show(output); }
    create_output_subarea() { return [element("div")]; }
    register_mime_type(form, show) { append_view = show; }
    show(output) {
      this.outputs.push(output);
      const data = output.data || {};
      const form = ["image/png", "image/jpeg", "image/gif", "image/webp"].find((one) => data[one]);
      const svg = joined(data["image/svg+xml"]);
      const source = svg ? `data:image/svg+xml,${encodeURIComponent(svg)}` : form && `data:${form};base64,${joined(data[form])}`;
      if (data[FORM]) append_view.call(this, data[FORM], {}, { append: (part) => this.root.append(...part) });
      else if (source) this.root.append(element("img", { src: source, alt: output.metadata?.alt || "" }));
      else if (data["text/html"]) this.root.append(element("div", { innerHTML: joined(data["text/html"]) }));
      else this.root.append(element("pre", { textContent: joined(output.text) || joined(data["text/plain"]) || [output.ename, output.evalue].filter(Boolean).join(": ") }));
    }
  }

  const events = { on: nothing, trigger: nothing };
  const actions = { register: nothing };
  const notebook = {
    events,
    keyboard_manager: { actions, register_events: nothing },
    metadata: {},
    container: { on: nothing },
    get_cells: () => [],
  };
  const no_comm = (_target, _data, _callbacks, _metadata, _id, _buffers) => Promise.reject(new Error("no kernel is running"));
  const comm_manager = { register_target: nothing, new_comm: no_comm };
  notebook.kernel = comm_manager.kernel = { comm_manager, is_connected: () => true, comm_info: (_, reply) => reply({ content: { comms: {} } }) };
  window.Jupyter = { version: "7.0.0", notebook, menubar: { actions }, notification_area: { widget: nothing } };
  const menu = element("ul", { hidden: true }); // the library adds one of its own before that of help
  menu.append(element("li"));
  menu.firstChild.append(element("a", { id: "help_menu" }));
  document.getElementById("figure").before(menu);

  const modules = {
    "module": { id: "widgets" },
    "base/js/namespace": window.Jupyter,
    "base/js/events": events,
    "notebook/js/outputarea": { OutputArea },
  };
  const libraries = ["@jupyter-widgets/base", "anywidget"]; // in the order of their scripts
  window.define = (needs, make) => { modules[libraries.shift()] = make(...needs.map((name) => modules[name])); };
  window.require = window.requirejs = (names, done = nothing, failed = nothing) => {
    const missing = names.find((name) => !(name in modules));
    if (missing) failed(new Error(`the library ${missing} is not on this site`));
    else done(...names.map((name) => modules[name]));
  };
  window.requirejs.config = nothing;

  // The library gives its sliders no name.
  const name_sliders = (root) => {
    for (const handle of root.querySelectorAll("[role=slider]:not([aria-label])")) {
      const label = handle.closest(".jupyter-widgets").querySelector(".widget-label")?.textContent;
      if (label) handle.setAttribute("aria-label", label);
    }
  };

  window.draw = async (figure, root) => {
    new MutationObserver(() => name_sliders(root)).observe(root, { childList: true, subtree: true });
    await modules["@jupyter-widgets/base"].load_ipython_extension();
    await notebook.kernel.widget_manager.set_state(figure);
    new OutputArea({ selector: root }).show({ data: { [FORM]: { model_id: figure.shown } } });
  };
}
