window.draw = ({ docs, items }, root) => {
  for (const item of items) for (const id of Object.values(item.roots)) root.append(Object.assign(document.createElement("div"), { id }));
  return Bokeh.embed.embed_items(docs, items);
};
