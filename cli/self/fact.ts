/** One line of `stackpass doctor --self`. It must not contain a secret or identify the user. */
export interface Fact {
  readonly name: string
  readonly value: string
  /** What is wrong, and what to do. */
  readonly wrong?: string
}

export interface FactGroup {
  readonly title: string
  readonly facts: readonly Fact[]
}

/** A path without people's names: shortens the user's home folder and those of others. */
export function namelessPath(path: string, homeDir: string): string {
  const shown = homeDir.length > 1 ? path.replaceAll(homeDir, '~') : path
  return shown.replace(/((?:\/home|\/Users|[A-Za-z]:\\Users|\/mnt\/[a-z]\/Users)[\\/])[^\\/\s;:"']+/gi, '$1…')
}
