/** The corpus has its own names for the problems of a stack file; this maps them to ours. */
export const corpusCodes: ReadonlyMap<string, string> = new Map([
  ['YamlInvalid', 'E_PARSE'],
  ['DuplicateKey', 'E_DUP_KEY'],
  ['YamlVersionUnsupported', 'E_YAML_VERSION'],
  ['RootNotMap', 'E_ROOT_NOT_MAP'],
  ['ConfigShapeInvalid', 'E_CONFIG_SHAPE'],
  ['SeveralDocuments', 'E_MULTI_DOC'],
  ['ValueEncrypted', 'E_SECURE_VALUE'],
  ['SecureReserved', 'E_SECURE_RESERVED'],
  ['AnchorInUse', 'E_ANCHOR_IN_USE'],
  ['AliasContainer', 'E_ALIAS_CONTAINER'],
  ['DuplicateConfigKey', 'E_DUP_LOGICAL_KEY'],
  ['IndexOutOfRange', 'E_INDEX'],
  ['ValueTypeWrong', 'E_TYPE'],
  ['EnvironmentShapeInvalid', 'E_ENV_SHAPE'],
  ['NotScalar', 'E_NOT_SCALAR'],
  ['YamlTooLarge', 'E_TOO_LARGE'],
])
