// Operations: the field above the list of an API's operations and types leaves in it what holds the words.
'use strict';
{
  const field = page.one('#oq'), list = page.one('[data-operations]');
  if (field instanceof HTMLInputElement && list) {
    field.addEventListener('input', () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      page.all(':scope > div', list).slice(1).forEach(group => {
        const items = page.all('li', group);
        items.forEach(item => {
          const text = (item.textContent ?? '').toLowerCase();
          item.hidden = !words.every(word => text.includes(word));
        });
        group.hidden = items.every(item => item.hidden);
      });
    });
  }
}
