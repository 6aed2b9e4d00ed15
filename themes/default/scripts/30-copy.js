// Copy buttons: `data-copy="selector"` names what is copied, else the code of the same figure. The button answers in place, and says so.
'use strict';
{
  const SECONDS = 1.6, voice = document.createElement('p');
  voice.className = 'sr';
  voice.setAttribute('role', 'status');
  page.one('#main')?.append(voice);
  document.addEventListener('click', async event => {
    const button = /** @type {Element} */ (event.target).closest?.('[data-copy]');
    if (!(button instanceof HTMLElement)) return;
    const source = button.dataset.copy ? page.one(button.dataset.copy) : page.one('code', button.closest('figure, p'));
    if (!source || 'done' in button.dataset) return;
    const lines = page.all('.ln', source).map(line => line.textContent.replace(/\n$/, ''));
    try {
      await navigator.clipboard.writeText(lines.length ? lines.join('\n') : source.textContent.trim());
    } catch {
      // Without the permission, the reader's own copy is one key away.
      getSelection()?.selectAllChildren(source);
      voice.textContent = page.text('not-copied');
      return;
    }
    const label = page.one('span', button), said = label?.textContent;
    button.dataset.done = '';
    voice.textContent = page.text('copied');
    page.icon(button, 'check');
    if (label) label.textContent = page.text('copied');
    setTimeout(() => {
      delete button.dataset.done;
      voice.textContent = '';
      page.icon(button, 'copy');
      if (label) label.textContent = said;
    }, SECONDS * 1000);
  });
}
