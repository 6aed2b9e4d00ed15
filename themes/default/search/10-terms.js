// Text -> the words that it is found by. The program's `src/index/terms.rs` follows the same rules; `tests/scripts/terms.json` holds both to them.
'use strict';

const searchTerms = (() => {
  // elasticlunr's English stop words.
  const stop = new Set(('a able about across after all almost also am among an and any are as at be because been but by can cannot could dear did do does ' +
    'either else ever every for from get got had has have he her hers him his how however i if in into is it its just least let like likely may me might ' +
    'most must my neither no nor not of off often on only or other our own rather said say says she should since so some than that the their them then ' +
    'there these they this tis to too twas us wants was we were what when where which while who whom why will with would yet you your').split(' '));

  /** @param {string} text */
  const fold = text => text.normalize('NFKD').replace(/[\p{M}'\u2019]/gu, '');

  const NAME = /[\p{Alphabetic}\p{N}]+(?:[-_.][\p{Alphabetic}\p{N}]+)*/gu;
  const HUMP = /[-_.]|(?<=\p{Lowercase})(?=\p{Uppercase})|(?<=\p{Uppercase})(?=\p{Uppercase}\p{Lowercase})/u;

  /**
   * Lists the words of a text; a name such as `payments-api` or `PaymentService` gives its parts, then itself.
   * @param {string} text
   * @returns {Word[]}
   */
  const words = text => (fold(text).match(NAME) ?? []).flatMap(name => {
    const form = name.toLowerCase(), parts = name.split(HUMP).map(part => part.toLowerCase());
    return parts.length > 1 ? [...parts.map(part => ({ form: part, parts: [] })), { form, parts }] : [{ form, parts: [] }];
  });

  // M. F. Porter, "An algorithm for suffix stripping" (1980), with his later departures, as elasticlunr has it.
  /** @param {string} word its letters as `v` and `c` */
  const shape = word => {
    let was = 'v';
    return [...word].map(c => (was = 'aeiou'.includes(c) || (c === 'y' && was === 'c') ? 'v' : 'c')).join('');
  };
  /** @param {string} word */
  const measure = word => (shape(word).match(/vc/g) ?? []).length;
  /** @param {string} word */
  const cvc = word => shape(word).endsWith('cvc') && !/[wxy]$/.test(word);
  /** @param {string} word @param {string[][]} rules @param {number} least */
  const strip = (word, rules, least) => {
    const [from, to] = rules.find(([suffix]) => word.endsWith(suffix)) ?? [];
    const rest = from ? word.slice(0, -from.length) : '';
    // Step 4 keeps the letter before `ion`, and measures it too.
    return from && measure(least ? rest + to : rest) > least ? rest + to : word;
  };
  /** @param {string} text */
  const rules = text => text.split(',').map(rule => rule.split(':'));
  const STEP2 = rules('ational:ate,tional:tion,enci:ence,anci:ance,izer:ize,bli:ble,alli:al,entli:ent,eli:e,ousli:ous,ization:ize,ation:ate,ator:ate,' +
    'alism:al,iveness:ive,fulness:ful,ousness:ous,aliti:al,iviti:ive,biliti:ble,logi:log');
  const STEP3 = rules('icate:ic,ative:,alize:al,iciti:ic,ical:ic,ful:,ness:');
  const STEP4 = rules('al:,ance:,ence:,er:,ic:,able:,ible:,ant:,ement:,ment:,ent:,sion:s,tion:t,ou:,ism:,ate:,iti:,ous:,ive:,ize:');

  /** @param {string} word */
  const porter = word => {
    if (word.length < 3) return word;
    word = word.replace(/(ss|i)es$|([^s])s$/, '$1$2');
    const cut = word.replace(/(ed|ing)$/, '');
    if (word.endsWith('eed')) {
      if (measure(word.slice(0, -3))) word = word.slice(0, -1);
    } else if (cut !== word && shape(cut).includes('v')) {
      word = cut;
      if (/(at|bl|iz)$/.test(word)) word += 'e';
      else if (/(.)\1$/.test(word) && shape(word).endsWith('c')) word = /[lsz]$/.test(word) ? word : word.slice(0, -1);
      else if (measure(word) === 1 && cvc(word)) word += 'e';
    }
    if (word.length > 2) word = word.replace(/([^aeiou])y$/, '$1i');
    word = strip(strip(word, STEP2, 0), STEP3, 0);
    word = strip(word, STEP4, 1);
    const size = measure(word), open = word.slice(0, -1);
    if (word.endsWith('e') && (size > 1 || (size === 1 && !cvc(open)))) word = open;
    return word.endsWith('ll') && size > 1 ? word.slice(0, -1) : word;
  };

  /**
   * Gives the stem of a form; stop words have one too, for those that stand in names.
   * @param {string} form
   */
  const stem = form => /^[a-z]+$/.test(form) && !stop.has(form) ? porter(form) : form;

  return { words, fold, stop, stem };
})();
