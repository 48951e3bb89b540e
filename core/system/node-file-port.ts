import {
  access,
  chmod,
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
} from 'node:fs/promises'
import type { FilePort } from './file-port.ts'

/**
 * The real file system. Each call is looked up when it is made: the command loads `node:fs/promises` only where it is
 * used, and a namespace or a default import would load it at the start.
 */
export const nodeFilePort: FilePort = {
  get access() {
    return access
  },
  get chmod() {
    return chmod
  },
  get copyFile() {
    return copyFile
  },
  get link() {
    return link
  },
  get lstat() {
    return lstat
  },
  get mkdir() {
    return mkdir
  },
  get open() {
    return open
  },
  get readdir() {
    return readdir
  },
  get readFile() {
    return readFile
  },
  get readlink() {
    return readlink
  },
  get realpath() {
    return realpath
  },
  get rename() {
    return rename
  },
  get rm() {
    return rm
  },
  get rmdir() {
    return rmdir
  },
  get stat() {
    return stat
  },
  get unlink() {
    return unlink
  },
}
