(() => {
  const root = document.documentElement;
  const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  for (const button of document.querySelectorAll('.theme')) {
    button.hidden = false;
    button.addEventListener('click', () => { root.dataset.theme = dark() ? 'light' : 'dark'; });
  }
  for (const button of document.querySelectorAll('.copy')) {
    const text = button.parentElement.querySelector('pre');
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = 'Copied';
      } catch {
        // Without the right to the clipboard the text is marked, to be copied by hand.
        getSelection().selectAllChildren(text);
      }
    });
  }
  for (const section of document.querySelectorAll('.targets')) {
    const table = section.querySelector('table');
    const bodies = [...table.tBodies];
    const texts = bodies.map(body => body.textContent.toLowerCase());
    const search = section.querySelector('input');
    const state = section.querySelector('select');
    const shown = section.querySelector('.shown');
    section.querySelector('.tools').hidden = false;
    const filter = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
      let count = 0;
      bodies.forEach((body, index) => {
        const yes = (!state.value || body.dataset.state === state.value) && words.every(word => texts[index].includes(word));
        body.hidden = !yes;
        if (yes) count++;
      });
      const noun = section.dataset.noun + (bodies.length === 1 ? '' : 's');
      shown.textContent = count === bodies.length ? `${count} ${noun}` : `${count} of ${bodies.length} ${noun}`;
    };
    let waiting;
    search.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
    state.addEventListener('change', filter);
    filter();
    const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
    [...table.tHead.rows[0].cells].forEach((head, column) => head.firstElementChild.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const keys = new Map(bodies.map(body => [body, body.rows[0].cells[column].dataset.key ?? body.rows[0].cells[column].textContent]));
      const sorted = [...bodies].sort((one, other) => {
        const [a, b] = [keys.get(one), keys.get(other)];
        if (a === '' || b === '') return (a === '') - (b === '');
        return order.compare(a, b) * (down ? -1 : 1);
      });
      table.append(...sorted);
    }));
    table.addEventListener('click', event => {
      const button = event.target.closest('.open');
      if (!button) return;
      const more = button.closest('tbody').rows[1];
      more.hidden = !more.hidden;
      button.setAttribute('aria-expanded', String(!more.hidden));
    });
  }
})();
