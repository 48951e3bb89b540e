const kibibyte = 1024
const mebibyte = 1024 * kibibyte

/** How many bytes of a file that is not ours are read at most, by its kind: some ten times what is usual. */
export const foreignLimits = {
  /** Web identity and container authorization tokens. */
  token: 64 * kibibyte,
  /** The certificates that AWS_CA_BUNDLE names: all of Mozilla's are 230 kB. */
  certificates: 4 * mebibyte,
  /** Shared AWS files that a stack names besides those in `~/.aws`. */
  sharedFile: 4 * mebibyte,
  /** Caches of single sign-on and of `aws login`. */
  tokenCache: mebibyte,
  /** The Pulumi CLI's own files in `~/.pulumi`. */
  pulumiHome: 4 * mebibyte,
  /** `.pulumi/meta.yaml` of a local backend. */
  backendMeta: 64 * kibibyte,
  /** Checkpoints of a local backend, before and after decompression. */
  state: 64 * mebibyte,
  /** Source files of Pulumi programs. */
  program: 512 * kibibyte,
  /** The same, for many projects at once. */
  entryFile: 64 * kibibyte,
  /** Lock files of large monorepos are a few megabytes. */
  lockFile: 16 * mebibyte,
  /** The list of profiles of a browser, among much else. */
  browserState: 16 * mebibyte,
  /** Start-up files of shells. */
  startUp: mebibyte,
  /** A file that is imported by its path. */
  import: 16 * mebibyte,
} as const
