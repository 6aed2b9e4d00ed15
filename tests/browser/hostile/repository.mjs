// A repository that strikes wherever something can be written: Markdown, raw HTML, front matter, entity fields, titles, pictures, API descriptions.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Quotes text for YAML; JSON strings are YAML strings. */
const text = (value) => JSON.stringify(value);
const indent = (value, by) => value.split('\n').map((line) => by + line).join('\n');

function page(vector) {
  return [
    '---', `title: ${text(vector)}`, `description: ${text(vector)}`, `tags: [${text(vector)}]`, '---', '',
    '# Page', '', vector, '', `## ${vector.split('\n')[0]}`, '', `Text ${vector} text`, '',
    `<div>\n${vector}\n</div>`, '', `<p title="${vector}">x</p>`, '', `> ${vector}`, '', `- ${vector}`, '', indent(vector, '    '), '',
    `| a | ${vector.split('\n')[0].replaceAll('|', '\\|')} |\n|---|---|\n| ${vector.split('\n')[0].replaceAll('|', '\\|')} | b |`, '',
    `[link](other.md "${vector}") ![${vector}](picture.svg "${vector}")`, '', `!!! note "${vector}"\n${indent(vector, '    ')}`, '',
    `=== "${vector}"\n${indent(vector, '    ')}`, '', `??? ${vector.split('\n')[0]}\n    x`, '', `\`\`\`${vector.split('\n')[0]}\n${vector}\n\`\`\``, '',
    `\`${vector}\``, '', `Term ${vector}\n:   ${vector}`, '', `note[^n]\n\n[^n]: ${vector}`, '',
  ].join('\n');
}

function descriptors(vector, number) {
  const specification = {
    openapi: '3.1.0', info: { title: vector, version: vector, description: vector, contact: { name: vector, url: vector }, license: { name: vector } },
    servers: [{ url: vector, description: vector }], tags: [{ name: vector, description: vector }],
    paths: {
      [`/${vector}`]: {
        get: {
          operationId: vector, summary: vector, description: vector, tags: [vector], externalDocs: { url: vector, description: vector },
          parameters: [{ name: vector, in: 'query', description: vector, schema: { type: 'string', enum: [vector], default: vector, pattern: vector } }],
          responses: { 200: { description: vector, content: { [vector]: { schema: { $ref: '#/components/schemas/x' }, example: vector } } } },
        },
      },
    },
    components: { schemas: { x: { title: vector, description: vector, properties: { [vector]: { type: 'string', format: vector, description: vector } } } } },
  };
  const entity = (kind, name, spec) => [
    '---', 'apiVersion: backstage.io/v1alpha1', `kind: ${kind}`, 'metadata:', `  name: ${name}`, `  title: ${text(vector)}`, `  description: ${text(vector)}`,
    `  annotations: { example.com/x: ${text(vector)}, backstage.io/techdocs-ref: "dir:.", backstage.io/view-url: ${text(vector)}, backstage.io/edit-url: ${text(vector)} }`,
    `  links: [{ url: "https://x.example/?${encodeURIComponent(vector)}", title: ${text(vector)}, icon: ${text(vector)} }]`, `spec:`, indent(spec, '  '),
  ].join('\n');
  const own = `type: ${text(vector)}\nlifecycle: ${text(vector)}\nowner: ${text(`group:x${number}`)}\nextra: { ${text(vector)}: ${text(vector)} }`;
  return [
    entity('Component', `component-${number}`, own),
    entity('API', `api-${number}`, `${own.replace(/^type: .*$/m, 'type: openapi')}\ndefinition: ${text(JSON.stringify(specification))}`),
    entity('API', `asyncapi-${number}`, `${own.replace(/^type: .*$/m, 'type: asyncapi')}\ndefinition: ${text(JSON.stringify({ ...specification, openapi: undefined, asyncapi: '2.6.0', paths: undefined, channels: { [vector]: { description: vector, subscribe: { summary: vector, message: { name: vector, title: vector, payload: { title: vector } } } } } }))}`),
    entity('API', `graphql-${number}`, `${own.replace(/^type: .*$/m, 'type: graphql')}\ndefinition: ${text(`"""${vector.replaceAll('"""', '')}"""\ntype Query {\n  "${vector.replaceAll(/["\n\\]/g, ' ')}"\n  a(b: String = "${vector.replaceAll(/["\n\\]/g, ' ')}"): String @deprecated(reason: "${vector.replaceAll(/["\n\\]/g, ' ')}")\n}\n`)}`),
    entity('API', `grpc-${number}`, `${own.replace(/^type: .*$/m, 'type: grpc')}\ndefinition: ${text(`syntax = "proto3";\n// ${vector.replaceAll('\n', '\n// ')}\nservice S { rpc M (A) returns (A); }\n/* ${vector.replaceAll('*/', '')} */\nmessage A { string a = 1; }\n`)}`),
    entity('Group', `x${number}`, `type: ${text(vector)}\nchildren: []\nprofile: { displayName: ${text(vector)}, email: ${text(vector)}, picture: ${text(vector)} }`),
    // Not valid, so that the health page quotes them.
    `---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${text(vector)} }\nspec: {}`,
    `---\nkind: ${text(vector)}\n${text(vector)}: 1`,
  ].join('\n');
}

/** Writes the repository into `folder` and commits it: one docs folder and a set of entities for each vector. */
export function create(folder, vectors) {
  const write = (path, content) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  vectors.forEach((vector, number) => {
    const clean = vector.toWellFormed?.() ?? vector;
    write(`v${number}/catalog-info.yaml`, descriptors(clean, number));
    write(`v${number}/mkdocs.yml`, `site_name: ${text(clean)}\nnav:\n  - ${text(clean)}: index.md\n  - Other: other.md\n  - ${text(clean)}: ${text(clean)}\n`);
    write(`v${number}/docs/index.md`, page(clean));
    write(`v${number}/docs/other.md`, '# Other\n');
    write(`v${number}/docs/picture.svg`, `<svg xmlns="http://www.w3.org/2000/svg" onload="strike()" viewBox="0 0 9 9"><script>strike()</script>${clean.replaceAll('\u0000', '')}</svg>`);
  });
  write('README.md', `# ${vectors[0]}\n\n${vectors.slice(0, 40).join('\n\n')}\n`);
  write('CODEOWNERS', `* @x/${vectors[0]}\n`);
  const git = (...arguments_) => execFileSync('git', ['-C', folder, '-c', `user.name=${vectors[0].replaceAll(/[\n<>]/g, ' ')}`, '-c', 'user.email=x@x.example', ...arguments_], { stdio: 'ignore' });
  git('init');
  git('add', '.');
  git('commit', '--quiet', '--message', vectors[0]);
}
