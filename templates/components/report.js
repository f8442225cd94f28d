// A report of a problem says which section was being read.
for (const link of modules("report")) {
  link.addEventListener("click", () => {
    const url = new URL(link.href);
    const section = document.querySelector(".outline .is-current")?.textContent ?? "";
    url.searchParams.set("body", url.searchParams.get("body").replace("Section: \n", `Section: ${section}\n`));
    link.href = url;
  });
}
