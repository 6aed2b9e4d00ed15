// Pictures: a click on one shows it as large as the window is. Without script the link leads to its file.
'use strict';
{
  /** @type {HTMLDialogElement | undefined} */
  let box;
  const make = () => {
    const dialog = document.createElement('dialog'), form = document.createElement('form'), close = document.createElement('button');
    dialog.className = 'lightbox';
    form.method = 'dialog';
    close.className = 'btn';
    close.textContent = page.text('close');
    form.append(document.createElement('p'), close);
    dialog.append(form, document.createElement('img'));
    // A click on the picture, or beside the dialog, closes it; one on its words does not.
    dialog.addEventListener('click', event => {
      if (event.target === dialog || event.target instanceof HTMLImageElement) dialog.close();
    });
    document.body.append(dialog);
    return dialog;
  };
  document.addEventListener('click', event => {
    const link = /** @type {Element} */ (event.target).closest?.('a.zoom'), image = page.one('img', link);
    if (!image || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    box ??= make();
    const shown = page.one('img', box);
    shown.src = image.currentSrc || image.src;
    shown.alt = image.alt;
    page.one('p', box).textContent = image.alt;
    box.setAttribute('aria-label', image.alt || page.text('picture'));
    box.showModal();
  });
}
