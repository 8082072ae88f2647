const links = /<([^>]*)>((?:[^",<]|"[^"]*")*)/g;
const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i;

/** The address that a `Link` header gives for the next page. https://www.rfc-editor.org/rfc/rfc8288#section-3 */
export function nextLink(headers: Readonly<Record<string, string>>): string | undefined {
  for (const [, address, parameters = ''] of (headers['link'] ?? '').matchAll(links)) {
    const [, quoted, plain] = relation.exec(parameters) ?? [];
    const relations = (quoted ?? plain ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('next')) return address;
  }
  return undefined;
}
