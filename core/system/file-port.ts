import { constants } from 'node:fs'
import type * as promises from 'node:fs/promises'

/** The calls of `node:fs/promises` that the file service makes: a seam for tests that inject failures. */
export type FilePort = Pick<
  typeof promises,
  | 'access'
  | 'chmod'
  | 'copyFile'
  | 'link'
  | 'lstat'
  | 'mkdir'
  | 'open'
  | 'readdir'
  | 'readFile'
  | 'readlink'
  | 'realpath'
  | 'rename'
  | 'rm'
  | 'rmdir'
  | 'stat'
  | 'unlink'
>

/** The calls that reading needs. */
export type ReadPort = Pick<FilePort, 'lstat' | 'open' | 'readlink' | 'realpath'>

/**
 * Read without waiting for the other end, should a FIFO take the file's place between the check and the open, and without
 * making a terminal in its place ours.
 */
export const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/** Create, never follow or reuse an existing file. */
export const createFlags =
  constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0)

/** Write into the existing file, without truncating it first. */
export const inPlaceFlags = constants.O_RDWR | (constants.O_NONBLOCK ?? 0)
