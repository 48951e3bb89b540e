/** What a recipe says of a release. */
export interface Release {
  readonly version: string
  readonly description: string
  readonly license: string
  readonly repository: string
  /** Of the npm archive, in hex. */
  readonly sha256: string
}
/** The release that an archive is of. Rejects for what is no https address of a repository. */
export declare function releaseOf(archive: string, repository: string): Promise<Release>
/** Each file by its name. */
export declare function recipesOf(release: Release): Readonly<Record<string, string>>
/** What winget takes, about the installer of the desktop app. */
export declare function wingetOf(
  release: Omit<Release, 'sha256'>,
  installer: { readonly name: string; readonly sha256: string },
): Readonly<Record<string, string>>
