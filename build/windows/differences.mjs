const core = 'test/core'

/**
 * Test files that do not run here, each with the reason.
 * @type {ReadonlyMap<string, string>}
 */
export const leftOut = new Map([
  [
    `${core}/files/extra-attributes.test.ts`,
    'attributes and access lists of Unix, by a program that Windows lacks',
  ],
  [
    `${core}/files/failures.test.ts`,
    'puts a socket of Unix where a file should be, which ends the process here',
  ],
  [
    `${core}/files/stress.test.ts`,
    'bundles its writers with a Linux binary; test/windows has eight writers and kills',
  ],
  [`${core}/consent/allow-list.test.ts`, 'its programs are scripts for sh'],
  [`${core}/consent/revoke-forgets.test.ts`, 'its programs are scripts for sh'],
  [`${core}/credentials/poisoned.test.ts`, 'starts TypeScript by a loader with a Linux binary'],
  [`${core}/credentials/sdk-differential.test.ts`, 'starts the SDK by a loader with a Linux binary'],
  [`${core}/credentials/organisation-double.test.ts`, 'starts the SDK by a loader with a Linux binary'],
  [`${core}/edits/tools-agree.test.ts`, 'its own copy of the readers takes POSIX paths only'],
  [
    'test/shared/aws/scale.test.ts',
    'measures growth in processor time, which Windows counts in steps of 15.6 ms',
  ],
])

/**
 * Tests that fail here and why, by the beginning or a part of their names. Each must fail, unless marked `sometimes`; tests
 * marked `hangs` are not run.
 * @type {readonly { why: string, sometimes?: true, hangs?: true, tests: Readonly<Record<string, readonly string[]>> }[]}
 */
export const differences = [
  {
    why: 'Windows has no permission bits: its folders of a user are closed to others by access lists',
    tests: {
      [`${core}/files/plan-and-apply.test.ts`]: [
        ...['creates a missing file with 0600', 'creates with the mode that the change asks for'],
        'writes all files or none',
      ],
      [`${core}/history/history.test.ts`]: [
        ...['files 0600 in folders 0700', 'gives back the bytes and the mode'],
        ...['brings it back with its mode', 'the same bytes and mode'],
      ],
      [`${core}/files/write-in-place.test.ts`]: ['a file system that keeps no modes'],
      [`${core}/history/purge.test.ts`]: ['says that its folder cannot be read'],
      [`${core}/host/incident-log.test.ts`]: ['is readable by its owner only'],
      [`${core}/state/active-state.test.ts`]: [
        ...['is created with its folder, for its owner only', 'when the folder is read-only'],
      ],
      [`${core}/state/settings.test.ts`]: ['is for its owner only'],
      [`${core}/state/write-private-file.test.ts`]: [
        ...['makes file and folders for their owner only', 'narrows a file that was open to others'],
        ...['marks a script as one', 'creates under a name that was not there'],
      ],
      [`${core}/credentials/login.test.ts`]: ['is renewed with a proof of possession'],
      [`${core}/credentials/mfa-sessions.test.ts`]: ['lies in a private file'],
      [`${core}/credentials/sso.test.ts`]: ['names an unreadable token', 'puts it back by a rename'],
    },
  },
  {
    why: 'Wine 8 says that it made a symbolic link and makes none',
    tests: {
      [`${core}/files/plan-and-apply.test.ts`]: [
        ...['chains edits of one file in order', 'follows symlinks and leaves them links'],
        ...['a dangling symlink names', 'behind a dangling symlink', 'or its link leads elsewhere'],
      ],
      [`${core}/state/active-state.test.ts`]: ['for a circle of links'],
      [`${core}/state/settings.test.ts`]: [
        ...['stays a link, and what it leads to', 'through a link that leads to nothing'],
      ],
      [`${core}/system/read-foreign-file.test.ts`]: [
        ...['a link that leaves the folder', 'follows links that stay inside', 'links that lead in a circle'],
      ],
    },
  },
  {
    why: 'the same, and the test waits for what the link would bring',
    hangs: true,
    tests: { [`${core}/files/watch.test.ts`]: ['follows links: to another target'] },
  },
  {
    why: 'needs sh, or another program of Unix',
    tests: {
      [`${core}/credentials/mfa-sessions.test.ts`]: ['mfa_process > '],
      [`${core}/system/read-foreign-file.test.ts`]: ['a named pipe, a socket, a device'],
      'test/shared/aws/own-command.test.ts': ['means the same to sh'],
      'test/shared/shells/completion/engine.test.ts': ['has an awk to be tried with'],
      [`${core}/host/links/browsers.test.ts`]: ['a browser out of a snap > is offered'],
    },
  },
  {
    why: 'has POSIX paths in what it expects; the same rules for Windows stand in tests beside it',
    tests: {
      [`${core}/system/find-program.test.ts`]: [
        ...['a program > is not taken from the entry', 'a program > is a regular file that may be run'],
        'a program > is looked for where the system would when PATH is not set',
      ],
      [`${core}/edits/changes.test.ts`]: ['is planned without a write, applied as planned'],
      [`${core}/system/windows-homes.test.ts`]: ['the Stackpass of Windows > is its program'],
      [`${core}/state/hook-ran.test.ts`]: ['ZDOTDIR is where zsh looks'],
    },
  },
  {
    why: 'starts TypeScript or an SDK by a loader with a Linux binary',
    tests: {
      [`${core}/credentials/login.test.ts`]: [
        'the JS provider uses what we renewed',
        'among fifty processes too',
      ],
      [`${core}/files/lock-folder.test.ts`]: ['goes with a process that ends by itself'],
    },
  },
  {
    why: 'the same, and the test waits for that program',
    hangs: true,
    tests: { [`${core}/credentials/login.test.ts`]: ['when the process that renews is killed'] },
  },
  {
    why: 'Windows replaces no file that another program holds open: it is written in place, and refused where that is ruled out',
    tests: {
      [`${core}/files/write-in-place.test.ts`]: ['with needed: false', 'with never: false'],
      [`${core}/files/races.test.ts`]: [
        ...['into the old file, which it had open', 'into the old file, what we edit'],
        'replaces the file by a rename of its own',
      ],
    },
  },
  {
    why: 'the same, and the test itself renames or removes what a watcher or program has open',
    sometimes: true,
    tests: {
      [`${core}/files/watch.test.ts`]: ['a write, a rename into place', 'in folders that did not exist'],
      [`${core}/host/links/open-link.test.ts`]: ['when it outlives us'],
    },
  },
  {
    why: 'Wine 8 lets no program of it connect to another one; the browser of this machine does (page.mjs)',
    tests: { 'test/windows/system.test.ts': ['reach the page of `serve`'] },
  },
  {
    why: 'setx of Wine 8 ends with 0 and writes nothing; that it is started with the right arguments shows beside it',
    tests: { 'test/windows/system.test.ts': ['get the active profile by setx'] },
  },
  {
    why: 'measures growth in processor time, which Windows counts in steps of 15.6 ms',
    sometimes: true,
    tests: {
      [`${core}/history/merge.test.ts`]: ['not for its square'],
      'test/shared/transfer/import-refusals.test.ts': ['takes time for its size'],
      'test/shared/secrets/linear.test.ts': ['the secret rule takes linear time'],
    },
  },
]

/** Parts of the names of the tests in a file that would hang. @param {string} file */
export const hangingIn = (file) =>
  differences.flatMap(({ hangs, tests }) => (hangs === true ? (tests[file] ?? []) : []))

/**
 * Which tests of a file passed and failed, with known differences listed separately. @param {string} file
 * @param {{ passed: number, skipped: number, failures: readonly { name: string, message: string }[] } | undefined} report
 * @param {number | null} code
 */
export function judgeFile(file, report, code) {
  if (report === undefined)
    return { passed: 0, failed: 1, skipped: 0, lines: [`${file}: ended with ${code} and no report`] }
  const known = differences.flatMap(({ tests, sometimes, hangs }) =>
    (tests[file] ?? []).map((part) => ({ part, must: sometimes !== true && hangs !== true })),
  )
  const isKnown = (/** @type {string} */ name) => known.filter(({ part }) => name.includes(part))
  const unknown = report.failures.filter(({ name }) => isKnown(name).length === 0)
  const lines = unknown.map(
    ({ name, message }) => `${file}: ${name}\n    ${message.replaceAll('\n', '\n    ')}`,
  )
  const gone = known.filter(
    ({ part, must }) => must && !report.failures.some(({ name }) => name.includes(part)),
  )
  for (const { part } of gone)
    lines.push(`${file}: "${part}" is listed in build/windows/differences.mjs and does not fail.`)
  return {
    passed: report.passed,
    failed: unknown.length + gone.length,
    skipped: report.skipped + report.failures.length - unknown.length,
    lines,
  }
}
