// Filters people by text on their cards.
for (const filter of modules("people")) {
  const input = filter.querySelector("input"), status = filter.querySelector("[role=status]");
  const people = [...document.querySelectorAll(".people__person")];
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase().split(/\s+/);
    let count = 0;
    for (const person of people) {
      const text = person.textContent.toLowerCase();
      person.hidden = !wanted.every((word) => text.includes(word));
      count += !person.hidden;
    }
    for (const group of document.querySelectorAll(".people")) group.hidden = !group.querySelector(".people__person:not([hidden])");
    status.textContent = input.value.trim() ? word("{count} found").replace("{count}", count) : "";
  });
}
