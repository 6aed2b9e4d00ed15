// The nouns that the theme's scripts speak of.

/** A word of a text, folded, and what it is made of, if it is a name made of the words before it. */
interface Word {
  form: string;
  parts: string[];
}

/** Says that a stem stands in a document: 0 text, 1 mark, 2 heading, 3 name; density 0 to 3. */
interface Posting {
  document: number;
  field: number;
  density: number;
}

/** Something that can be found; a section has the page that it stands in. */
interface Entry {
  number: number;
  page: Entry | undefined;
  /** The number of its kind. */
  kind: number;
  title: string;
  /** From the site's root. */
  url: string;
  text: string;
  /** The number of the owner, or of the entity whose docs these are; -1 for none. */
  about: number;
  /** What only entities have. */
  entity?: {
    /** Where the title is another; else empty. */
    name: string;
    type: string;
    lifecycle: string;
    tags: string[];
    /** The URL of its docs, from the site's root. */
    docs: string;
    /** An owner who is not in the catalog. */
    owner: string;
  };
}

interface ResultKind {
  slug: string;
  name: string;
  plural: string;
  icon: string;
  look: string;
}

interface SearchIndex {
  entries: Entry[];
  kinds: ResultKind[];
  stems: string[];
  forms: string[];
  postings(stem: string): Posting[];
  has(stem: string): boolean;
}

/** A page or an entity that was found, with its sections that match. */
interface Hit {
  entry: Entry;
  score: number;
  /** How many words of the query it has. */
  has: number;
  all: boolean;
  sections: Entry[];
}

interface Answer {
  hits: Hit[];
  /** By the number of the kind. */
  counts: Map<number, number>;
  /** Whether words were taken that are only nearly those of the query. */
  near: boolean;
  /** Whether the hits have only some of the words. */
  some: boolean;
  words: Word[];
}

interface Manifest {
  format: number;
  index: string;
  asOf: string;
  entities: number;
  pages: number;
  sections: number;
  bytes: number;
}

/** What the search script offers to the trigger. */
interface Search {
  open(): Promise<void>;
}

/** Shows the list of keys. */
declare var vestibuleKeys: (() => Promise<void>) | undefined;
declare var vestibuleSearch: Search | undefined;

// The nouns of the filter language; see src/model/query.

/** What the filter bar of a list offers to its table. */
interface FilterBar {
  /** Gives the rows that an expression means; while it is wrong, those of the last one that was right. */
  ask(expression: string): Set<HTMLTableRowElement>;
  /** What a list that is cut into pages asks instead: shows, in the body of the table, the rows of those that are meant, wherever they stand. */
  whole?: {
    count: number;
    leave(): void;
    show(body: HTMLElement, expression: string, facets: [string, string[]][], by: string): { total: number, shown: number };
  };
}

declare var vestibuleFilter: ((input: HTMLInputElement, error: HTMLElement, rows: HTMLTableRowElement[]) => Promise<FilterBar>) | undefined;

interface QueryLink {
  relation: string;
  kind?: string;
}

/** What a name means: one of these. */
interface QueryMeaning {
  own?: 'kind' | 'name' | 'namespace' | 'title' | 'ref' | 'repo';
  path?: string;
  below?: string;
  /** What may stand below a path: `facts.<plugin>.<fact>`. */
  among?: { path: string, keys: string[] };
  link?: QueryLink;
  flags?: string[];
}

type QueryNames = Record<string, QueryMeaning>;

interface QueryMistake {
  column: number;
  end: number;
  message: string;
  hint: string;
}

interface QueryBound {
  nature: 'number' | 'moment' | 'duration' | 'fromNow';
  value: number;
}

interface QueryPattern {
  text: string;
  pieces?: string[];
  number?: number;
}

interface QueryEnd {
  own?: QueryMeaning['own'];
  path?: string;
  link?: QueryLink;
  /** The name that the flags stand under, and which there are. */
  flags?: string;
  words?: string[];
}

interface QueryTest {
  exists?: boolean;
  patterns?: QueryPattern[];
  order?: string;
  bound?: QueryBound;
}

interface QueryTerm {
  hops: QueryLink[];
  end: QueryEnd;
  test: QueryTest;
}

interface QueryNode extends Partial<QueryTerm> {
  all?: QueryNode[];
  any?: QueryNode[];
  not?: QueryNode;
  word?: QueryPattern;
}

interface QueryEntity {
  ref: string;
  kind: string;
  namespace: string;
  name: string;
  title: string;
  repo: string;
  relations: Record<string, string[]>;
}

interface QueryData {
  now: string;
  names: QueryNames;
  entities: QueryEntity[];
}

/** Of `api/graph.json`: kind, `namespace/name`, title or 0, home + 1, note, state (1 deprecated, 2 not in the catalog). */
type GraphNode = [number, string, string | 0, number, string, number];
type GraphRelation = { name: string; reverse: string; title: string; back: string; turned: boolean; line: number };
type GraphData = {
  kinds: { slug: string; title: string; plural: string; icon: string; look: string }[];
  relations: GraphRelation[];
  nodes: GraphNode[];
  edges: number[];
};
type GraphChoice = { roots: number[]; depth: number; kinds: Set<string>; relations: Set<string> };
type GraphNear = { nodes: number[]; edges: number[]; left: number };
type GraphPlan = { areas: number[][]; paths: string[]; width: number; height: number };
