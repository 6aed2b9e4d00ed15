// The colour theme: automatic, light, dark. A line in the page's head restores the choice before the first paint.
'use strict';
{
  const button = page.one('[data-theme-toggle]'), root = document.documentElement;
  const themes = ['', 'light', 'dark'], icons = ['auto', 'sun', 'moon'], names = [page.text('theme-automatic'), page.text('theme-light'), page.text('theme-dark')];
  const now = () => Math.max(0, themes.indexOf(root.dataset.theme ?? ''));
  const show = () => {
    page.icon(button, icons[now()]);
    button.setAttribute('aria-label', names[now()]);
  };
  if (button) {
    show();
    button.addEventListener('click', () => {
      const next = themes[(now() + 1) % 3];
      if (next) root.dataset.theme = next;
      else delete root.dataset.theme;
      page.remember('theme', next);
      show();
    });
  }
}
