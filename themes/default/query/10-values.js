// What terms compare: patterns, numbers, moments and durations. As `src/model/query/{pattern,date}.rs`.
'use strict';

const queryValues = (() => {
  /** @type {Record<string, number>} */
  const UNITS = { s: 1, min: 60, h: 3600, d: 86400, w: 604800, mo: 2592000, y: 31536000 };
  const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:[Zz]|([+-])(\d\d):(\d\d))?)?$/;

  /** @param {string} text */
  const number = text => (/^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined);

  /** @param {string} text */
  const duration = text => {
    const found = /^(\d+)([a-z]+)$/.exec(text);
    return found && Object.hasOwn(UNITS, found[2]) ? Number(found[1]) * UNITS[found[2]] : undefined;
  };

  /** Gives seconds since the epoch. @param {string} text */
  const moment = text => {
    const found = MOMENT.exec(text);
    if (!found) return undefined;
    const [year, month, day, hour, minute, second] = found.slice(1, 7).map(part => Number(part ?? 0));
    const date = new Date(0), [hours, minutes] = [Number(found[8] ?? 0), Number(found[9] ?? 0)];
    date.setUTCFullYear(year, month - 1, day);
    const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && day > 0;
    if (!exists || hour > 23 || minute > 59 || second > 60 || hours > 23 || minutes > 59) return undefined;
    return date.getTime() / 1000 + hour * 3600 + minute * 60 + second - (hours * 3600 + minutes * 60) * (found[7] === '-' ? -1 : 1);
  };

  /** Reads what a comparison compares with. @param {string} text @returns {QueryBound | undefined} */
  const bound = text => {
    /** @type {[QueryBound['nature'], number | undefined][]} */
    const readings = [['number', number(text)], ['moment', moment(text)], ['duration', duration(text)]];
    const span = /^[-+]/.test(text) ? duration(text.slice(1)) : undefined;
    readings.push(['fromNow', span === undefined ? undefined : text[0] === '-' ? -span : span]);
    for (const [nature, value] of readings) if (value !== undefined) return { nature, value };
    return undefined;
  };

  /**
   * Gives the two numbers to compare, if the value is of the bound's nature.
   * @param {QueryBound} bound
   * @param {unknown} value
   * @param {number} now seconds since the epoch
   */
  const sides = (bound, value, now) => {
    if (typeof value === 'number') return bound.nature === 'number' ? [value, bound.value] : undefined;
    if (typeof value !== 'string') return undefined;
    const read = { number, moment, duration, fromNow: moment }[bound.nature](value);
    return read === undefined ? undefined : [read, bound.nature === 'fromNow' ? now + bound.value : bound.value];
  };

  /** @param {string} text @param {boolean} quoted @returns {QueryPattern} */
  const pattern = (text, quoted) => {
    const lower = text.toLowerCase();
    return { text: lower, pieces: !quoted && lower.includes('*') ? lower.split('*') : undefined, number: number(lower) };
  };

  /** @param {string[]} pieces @param {string} value */
  const glob = ([first, ...others], value) => {
    const last = others.pop() ?? '';
    if (!value.startsWith(first) || value.length < first.length + last.length || !value.endsWith(last)) return false;
    let rest = value.slice(first.length, value.length - last.length);
    for (const piece of others) {
      const at = rest.indexOf(piece);
      if (at < 0) return false;
      rest = rest.slice(at + piece.length);
    }
    return true;
  };

  /** @param {QueryPattern} pattern @param {string} value */
  const matches = (pattern, value) => (pattern.pieces ? glob(pattern.pieces, value.toLowerCase()) : pattern.text === value.toLowerCase());

  /** @param {QueryPattern} pattern @param {unknown} value */
  const matchesValue = (pattern, value) => {
    if (typeof value === 'number') return pattern.number === value || matches(pattern, String(value));
    return typeof value === 'string' ? matches(pattern, value) : typeof value === 'boolean' && matches(pattern, String(value));
  };

  /** Compares with the short name, `ns/name`, `kind:ns/name` and, in the default namespace, `kind:name`. @param {QueryPattern} pattern @param {string} reference */
  const matchesReference = (pattern, reference) => {
    const colon = reference.indexOf(':'), slash = reference.indexOf('/', colon), name = reference.slice(slash + 1);
    return [name, reference.slice(colon + 1), reference].some(text => matches(pattern, text))
      || reference.slice(colon + 1, slash) === 'default' && matches(pattern, reference.slice(0, colon + 1) + name);
  };

  /** Tells whether the text stands anywhere in the value; with stars, whether the value is such. @param {QueryPattern} pattern @param {unknown} value */
  const isIn = (pattern, value) => typeof value === 'string' && (pattern.pieces ? matches(pattern, value) : value.toLowerCase().includes(pattern.text));

  return { bound, sides, pattern, matchesValue, matchesReference, isIn };
})();
