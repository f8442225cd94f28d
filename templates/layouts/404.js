// Old URLs in upper case: on case-sensitive servers `/Week-1/` has no file.
{
  const front = document.querySelector("main > .hero__actions > a:first-child");
  const { pathname, search, hash } = location;
  const base = front && new URL(front.href).pathname;
  const low = base && base + pathname.slice(base.length).toLowerCase().replace(/index\.html$/, "");
  if (low && low !== pathname) {
    fetch(low, { method: "HEAD" }).then((answer) => { if (answer.ok) location.replace(low + search + hash); }, () => {});
  }
}
