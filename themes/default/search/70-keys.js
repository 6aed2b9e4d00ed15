// Keys: shows what they do, and keeps whether those that stand alone do it.
'use strict';

globalThis.vestibuleKeys = (() => {
  /** @type {Promise<HTMLDialogElement> | undefined} */
  let ready;
  const wire = (/** @type {HTMLDialogElement} */ box) => {
    const choice = /** @type {HTMLInputElement} */ (box.querySelector('input'));
    choice.checked = page.recall('keys') !== 'off';
    choice.addEventListener('change', () => page.remember('keys', choice.checked ? '' : 'off'));
    box.addEventListener('click', event => {
      if (event.target === box) box.close();
    });
    return box;
  };
  return async () => {
    const box = await (ready ??= searchSource.lift('dialog.keys').then(wire));
    if (!box.open) box.showModal();
  };
})();
