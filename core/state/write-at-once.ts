import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { settled } from '../system/settled.ts'
import { createPrivateWriter, type WritePrivateFile } from './write-private-file.ts'

/** The private writer without the thread pool, for commands that must cost hardly more than starting node. */
export const writePrivateFileAtOnce: WritePrivateFile = createPrivateWriter({
  mkdir: (folder, options) => settled(() => mkdirSync(folder, options)),
  rename: (from, to) => settled(() => renameSync(from, to)),
  unlink: (file) => settled(() => unlinkSync(file)),
  open: (file, flags, mode) =>
    settled(() => {
      const fd = openSync(file, flags, mode)
      return {
        writeFile: (content) => settled(() => writeFileSync(fd, content)),
        sync: () => settled(() => fsyncSync(fd)),
        close: () => settled(() => closeSync(fd)),
      }
    }),
})
