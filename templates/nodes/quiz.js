// Loads the script that checks questions if a page has some.
{
  const quizzes = [...modules("quiz")];
  const address = document.documentElement.dataset.quiz;
  if (quizzes.length && address) load(address).then(
    ({ start }) => start(quizzes, { word, make, stored, store }),
    () => { for (const quiz of quizzes) quiz.classList.add("is-plain"); },
  );
}
