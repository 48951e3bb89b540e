/** A file as it was read. */
export interface FileSnapshot {
  readonly path: string
  /** With symlinks resolved. */
  readonly realPath: string
  readonly bytes: Uint8Array
  readonly sha256: string
  /** Permission bits. */
  readonly mode: number
  /** Milliseconds since 1970. */
  readonly mtime: number
  readonly uid: number
  readonly gid: number
}

export interface ReadOptions {
  /** Default 64 MiB. */
  readonly maxBytes?: number
}
