export function readSources(): Promise<Map<string, string>>
export function readImports(sources?: ReadonlyMap<string, string>): Promise<Map<string, string[]>>
export function importersOf(imports: ReadonlyMap<string, readonly string[]>): Map<string, string[]>
export function isUnitTest(file: string): boolean
export function nearestTests(
  changed: readonly string[],
  imports: ReadonlyMap<string, readonly string[]>,
  most: number,
): { tests: string[]; left: number }
