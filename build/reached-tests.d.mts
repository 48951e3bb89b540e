export interface Tree {
  readonly imports: ReadonlyMap<string, readonly string[]>
  readonly texts: ReadonlyMap<string, string>
}
export const journeys: Readonly<Record<string, readonly string[]>>
export function readTree(): Promise<Tree>
export function reachedTests(changed: readonly string[], tree: Tree): { units: string[]; specs: string[] }
