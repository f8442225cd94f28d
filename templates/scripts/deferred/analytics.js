// Loads the script of the analytics provider; if it sets cookies, readers are asked once for consent.
const count = ({ provider, id, src }) => {
  const script = document.createElement("script");
  if (provider === "plausible") script.dataset.domain = id;
  if (provider === "goatcounter") script.dataset.goatcounter = `https://${id}.goatcounter.com/count`;
  if (provider === "matomo") {
    window._paq = [["disableCookies"], ["trackPageView"], ["enableLinkTracking"], ["setTrackerUrl", src.replace(/matomo\.js$/, "matomo.php")], ["setSiteId", id]];
  }
  if (provider === "google") {
    window.dataLayer = [];
    window.gtag = function gtag() { window.dataLayer.push(arguments); }; // gtag.js reads the arguments object itself
    window.gtag("js", new Date());
    window.gtag("config", id, { anonymize_ip: true });
  }
  script.async = true;
  script.src = src;
  document.head.append(script);
};

const start = (box, { word, make, stored, store }) => {
  const wanted = { ...box.dataset };
  if (!("consent" in wanted)) return count(wanted);
  const KEY = `${document.documentElement.dataset.site}:consent`;
  const said = stored(KEY);
  if (said === "yes") return count(wanted);
  if (said === "no" || navigator.doNotTrack === "1" || navigator.globalPrivacyControl) return;
  const choose = (answer) => { store(KEY, answer); box.remove(); if (answer === "yes") count(wanted); };
  const button = (text, answer) => {
    const made = make("button", { type: "button", className: "button", textContent: text });
    made.addEventListener("click", () => choose(answer));
    return made;
  };
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", word("Analytics"));
  box.append(make("p", { textContent: word("May this site count your visit with Google Analytics? It sets cookies.") }), button(word("No"), "no"), button(word("Yes"), "yes"));
  box.hidden = false;
};

document.currentScript.gives = { start };
