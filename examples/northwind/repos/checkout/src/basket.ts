// What a customer is about to buy.
export interface Line { sku: string; count: number }

/** Puts two baskets together, as when somebody signs in. */
export function merge(mine: Line[], theirs: Line[]): Line[] {
  // TODO: keep the order in which things were put in
  const counts = new Map(mine.map((line) => [line.sku, line.count]));
  for (const line of theirs) counts.set(line.sku, Math.max(counts.get(line.sku) ?? 0, line.count));
  return [...counts].map(([sku, count]) => ({ sku, count }));
}
