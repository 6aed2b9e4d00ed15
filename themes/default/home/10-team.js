// My team: shows the figures of the team that the reader picked; the choice is kept in this browser.
'use strict';
{
  const section = page.one('[data-my-team]');
  if (section) {
    const select = page.one('select', section), panel = page.one('[data-team-stats]', section), more = page.one('[data-team-page]', section);
    const nothing = panel.innerHTML, root = document.body.dataset.root ?? '';
    /** @param {string} tag @param {string} text @param {string} [name] */
    const element = (tag, text, name = '') => Object.assign(document.createElement(tag), { textContent: text, className: name });
    const show = async () => {
      const file = select.value;
      const answer = file ? await fetch(root + 'api/teams/' + file.split('/').map(encodeURIComponent).join('/') + '.json').catch(() => null) : null;
      const team = answer?.ok ? await answer.json() : null;
      // A later choice may have been faster.
      if (file !== select.value) return;
      more.hidden = !team;
      if (!team) {
        panel.innerHTML = nothing;
        if (file) page.one('small', panel).textContent = page.text('team-not-loaded');
        return;
      }
      page.one('a', more).href = team.href;
      panel.replaceChildren(...team.stats.map((/** @type {{ label: string, value: string, note: string, href: string }} */ stat) => {
        const link = element('a', '');
        link.setAttribute('href', stat.href);
        link.append(element('span', stat.label, 'lbl'), element('span', stat.value, 'val'), element('small', stat.note));
        return link;
      }));
    };
    select.value = page.recall(page.own('team'));
    if (select.selectedIndex < 0) select.value = '';
    if (select.value) show();
    select.addEventListener('change', () => {
      page.remember(page.own('team'), select.value);
      show();
    });
  }
}
