/**
 * Makes the contact form better while somebody types: how clear it is, what would still help, what their text says already.
 * The form does all it must without this file. Everything shown here comes from `POST /contact/help`; nothing is kept.
 */
(() => {
  const form = document.getElementById('contact');
  if (!(form instanceof HTMLFormElement)) return;
  document.documentElement.classList.add('scripted');

  const byId = (id) => document.getElementById(id);
  const field = (name) => form.elements.namedItem(name);
  const [meters, questions, safety, said] = ['meters', 'questions', 'safety', 'said'].map(byId);
  const [topic, email, advice, files] = ['topic', 'email', 'email-advice', 'files'].map(byId);
  const pauseMs = 500;
  const restMs = 60_000;

  /** Asks once at a time; an answer that a newer question overtook is dropped. */
  function asker(apply) {
    let asking = null;
    let restUntil = 0;
    return async (question) => {
      asking?.abort();
      if (Date.now() < restUntil) return;
      const mine = new AbortController();
      asking = mine;
      try {
        const reply = await fetch('/contact/help', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ lang: field('lang').value, ...question }),
          signal: mine.signal,
        });
        if (reply.status === 429) restUntil = Date.now() + restMs;
        if (reply.ok) apply(await reply.json());
      } catch (error) {
        // Without help the form works as it does without script.
        if (error.name !== 'AbortError') restUntil = Date.now() + restMs;
      }
    };
  }

  const answerFields = () => [...questions.querySelectorAll('[name^="fact."]')];

  const ask = asker((help) => {
    if (help.questions !== null) showQuestions(help.questions);
    if (meters.innerHTML !== help.meters) meters.innerHTML = help.meters;
    meters.classList.remove('initial');
    if (said.textContent !== help.said) said.textContent = help.said;
    showSafety(help.safety);
    showOffers(help.offers);
  });

  function askNow() {
    const answers = answerFields();
    void ask({
      topic: topic.value,
      subject: field('subject').value,
      description: field('description').value.slice(0, 20_000),
      facts: Object.fromEntries(answers.map(({ name, value }) => [name, value])),
      shown: answers.map(({ name }) => name.slice('fact.'.length)),
    });
  }

  let waiting = 0;
  function askSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(askNow, pauseMs);
  }

  /** What was typed meanwhile stays, and so does the place of whoever types. */
  function showQuestions(html) {
    const typed = new Map(answerFields().map(({ name, value }) => [name, value]));
    const { id, selectionStart, selectionEnd } = document.activeElement;
    questions.innerHTML = html;
    questions.classList.toggle('none', html.trim() === '');
    for (const one of answerFields()) if (typed.get(one.name)) one.value = typed.get(one.name);
    const back = questions.querySelector(`[id="${CSS.escape(id)}"]`);
    back?.focus();
    if (back instanceof HTMLInputElement && typeof selectionStart === 'number')
      back.setSelectionRange(selectionStart, selectionEnd);
  }

  function showSafety(note) {
    const text = note === null ? '' : note.heading + note.note;
    if (safety.textContent.trim() === text) return;
    safety.replaceChildren(...(note === null ? [] : [element('h2', note.heading), element('p', note.note)]));
  }

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function showOffers(offers) {
    for (const old of questions.querySelectorAll('.offer')) old.remove();
    for (const offer of offers) {
      const input = field(`fact.${offer.key}`);
      if (input?.value !== '') continue;
      const line = element('p', '');
      line.className = 'offer';
      const button = element('button', offer.button);
      button.type = 'button';
      button.className = 'quiet';
      button.addEventListener('click', () => {
        input.value = offer.value;
        input.dataset.filled = '';
        line.remove();
        input.focus();
        askNow();
      });
      line.append(element('span', offer.words), button);
      input.after(line);
    }
  }

  const checkAddress = asker(({ words, use, button }) => {
    if (words === '') return advice.replaceChildren();
    advice.replaceChildren(element('p', words));
    if (use === '') return;
    const yes = element('button', button);
    yes.type = 'button';
    yes.className = 'quiet';
    yes.addEventListener('click', () => {
      email.value = use;
      advice.replaceChildren();
      email.focus();
    });
    advice.append(yes);
  });

  /** More than the desk takes would be refused after a long upload; here it is told at once. */
  function checkFiles() {
    const { mostFiles, mostBytes, wordsTooMany, wordsTooLarge } = form.dataset;
    const kept = form.querySelectorAll('[name^="kept."]:checked').length;
    const chosen = [...files.files];
    const bytes = chosen.reduce((sum, { size }) => sum + size, 0);
    const tooMany = chosen.length + kept > Number(mostFiles) ? wordsTooMany : '';
    files.setCustomValidity(tooMany || (bytes > Number(mostBytes) ? wordsTooLarge : ''));
    if (chosen.length > 0) files.reportValidity();
  }

  /** The button that was pressed goes along, and a second press does nothing. */
  let sending = false;
  form.addEventListener('submit', (event) => {
    if (sending) return event.preventDefault();
    sending = true;
    const send = byId('send');
    if (event.submitter === send) send.textContent = form.dataset.wordsSending;
    send.classList.add('sending');
  });
  // Back from another page the form is as it was left.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    sending = false;
    byId('send').classList.remove('sending');
  });

  form.addEventListener('input', ({ target }) => {
    delete target.dataset.filled;
    if (target !== email && target !== files && target.name !== 'name') askSoon();
  });
  topic.addEventListener('change', askNow);
  questions.addEventListener('change', askNow);
  files.addEventListener('change', checkFiles);
  email.addEventListener('change', () => void checkAddress({ email: email.value }));
  meters.addEventListener('click', (event) => {
    const button = event.target.closest('[data-topic]');
    if (!button) return;
    event.preventDefault();
    topic.value = button.dataset.topic;
    topic.focus();
    askNow();
  });

  /** Another language: the form goes along, so that nothing typed is lost. */
  document.querySelector('.languages')?.addEventListener('click', (event) => {
    const link = event.target.closest('a[hreflang]');
    if (!link) return;
    event.preventDefault();
    field('lang').value = link.hreflang;
    const button = element('button', '');
    Object.assign(button, { name: 'step', value: 'questions', formNoValidate: true, hidden: true });
    form.append(button);
    button.click();
  });

  document.getElementById('problems')?.focus();
  askNow();
})();
