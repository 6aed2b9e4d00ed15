// Menu and rails: the menu closes on Escape, on a click elsewhere and when the focus goes on; rails are open where there is room for them.
'use strict';
{
  const menu = page.one('details.menu');
  if (menu) {
    document.addEventListener('click', event => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener('focusout', (/** @type {FocusEvent} */ { relatedTarget }) => {
      if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
    });
    menu.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      menu.open = false;
      page.one('summary', menu).focus();
    });
  }

  const wide = matchMedia('(min-width: 900px)');
  const fold = () => page.all('details.fold').forEach(rail => {
    rail.open = wide.matches;
    rail.dataset.ready = '';
  });
  wide.addEventListener('change', fold);
  fold();
}
