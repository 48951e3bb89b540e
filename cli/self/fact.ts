/** One line of `stackpass doctor --self`. Nothing in it may be secret, nor say who the user is. */
export interface Fact {
  readonly name: string
  readonly value: string
  /** What is not as it should be, and what to do. */
  readonly wrong?: string
}

export interface FactGroup {
  readonly title: string
  readonly facts: readonly Fact[]
}

/** A path without the names of people: the home folder, and those of others. */
export function namelessPath(path: string, homeDir: string): string {
  const shown = homeDir.length > 1 ? path.replaceAll(homeDir, '~') : path
  return shown.replace(/((?:\/home|\/Users|[A-Za-z]:\\Users|\/mnt\/[a-z]\/Users)[\\/])[^\\/\s;:"']+/gi, '$1…')
}
