// Runs axe-core in a page.
import axe from 'axe-core';

/** Runs axe-core in a page and tells every violation in one line. */
export async function violations(page) {
  // Playwright's evaluation is not subject to the content policy; a script element would be.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.target.join(' ')) }));
  });
  return found.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.slice(0, 3).join(' | ')}${nodes.length > 3 ? ` and ${nodes.length - 3} more` : ''}`);
}
