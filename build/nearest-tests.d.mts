export function readImports(): Promise<Map<string, string[]>>
export function nearestTests(
  changed: readonly string[],
  imports: ReadonlyMap<string, readonly string[]>,
  most: number,
): { tests: string[]; left: number }
