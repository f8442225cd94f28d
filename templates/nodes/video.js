// A video is loaded from its provider when the learner presses play, and never before.
{
  const ALLOW = "autoplay; fullscreen; picture-in-picture; encrypted-media";
  const frame = (source, title, seconds, kind) => {
    const url = new URL(source, location);
    if (seconds && kind === "file") url.hash = `t=${seconds}`;
    else if (seconds) url.searchParams.set(url.host.includes("bilibili") ? "t" : "start", Math.floor(seconds));
    if (kind === "file") return make("video", { className: "video__frame", src: url, controls: true, autoplay: true, title });
    const made = make("iframe", { className: "video__frame", title, allow: ALLOW, referrerPolicy: "strict-origin-when-cross-origin", allowFullscreen: true });
    made.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups allow-forms");
    made.src = url;
    return made;
  };
  const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);

  for (const root of modules("video")) {
    const facade = root.querySelector(".video__facade");
    const own = root.querySelector("video, audio");
    if (own) for (const cue of root.querySelectorAll("[data-seconds]")) {
      cue.addEventListener("click", () => { own.currentTime = Number(cue.dataset.seconds); own.play(); });
    }
    const links = [...root.querySelectorAll(".video__links a")];
    if (!facade?.dataset.embed) continue;
    const title = facade.dataset.title;
    const wanted = stored("provider");
    let chosen = links.find((link) => link.dataset.provider === wanted) ?? links[0];
    let stage = make("button", { type: "button", className: facade.className });
    stage.append(...facade.childNodes);
    stage.prepend(make("span", { className: "visually-hidden", textContent: `${word("Play video")}${word(": ")}` }));
    facade.replaceWith(stage);
    const blocked = root.querySelector(".video__links > span");
    const play = (seconds) => {
      const player = frame(chosen.dataset.embed, title, seconds, chosen.dataset.provider);
      if (root.dataset.height) Object.assign(player.style, { aspectRatio: "auto", blockSize: `${root.dataset.height}px` });
      stage.replaceWith(player);
      stage = player;
      blocked.textContent = word("It does not play? Watch on");
      player.focus();
    };
    stage.addEventListener("click", () => play());
    if (links.length > 1) {
      const group = make("span", { className: "video__providers" });
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", word("Video provider"));
      const buttons = links.map((link) => make("button", { type: "button", className: "video__provider", textContent: link.textContent }));
      const show = () => links.forEach((link, index) => {
        buttons[index].setAttribute("aria-pressed", link === chosen);
        link.hidden = link !== chosen;
      });
      buttons.forEach((button, index) => button.addEventListener("click", () => {
        chosen = links[index];
        store("provider", chosen.dataset.provider);
        show();
        if (stage.tagName === "IFRAME") play();
      }));
      group.append(...buttons);
      root.querySelector(".video__links").prepend(group);
      show();
    }
    for (const cue of root.querySelectorAll("[data-seconds]")) {
      cue.addEventListener("click", (event) => { if (plain(event)) { event.preventDefault(); play(Number(cue.dataset.seconds)); } });
    }
  }
}
