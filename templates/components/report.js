// Adds the current section to a problem report.
for (const link of modules("report")) {
  const version = new URL(link.href).searchParams.get("body") ?? "";
  link.addEventListener("click", () => {
    const url = new URL(link.href);
    const section = document.querySelector(".outline .is-current")?.textContent ?? "";
    const said = [`Page: ${document.querySelector("h1").textContent}`, location.href.split("#")[0], `Section: ${section}`];
    url.searchParams.set("body", [...said, version, "", ""].filter((line, i) => line || i > 3).join("\n"));
    link.href = url;
  });
}
