const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** A name with one of these words names a secret, unless its last word says that the value is about the secret. */
export const secretWords = words(
  'secret secrets password passwords passwd passphrase passphrases passcode passcodes token tokens jwt bearer cookie cookies ' +
    'totp hotp otp apikey apikeys secretkey accesskey privatekey authtoken encryptedkey authorization mnemonic',
)

/** These name a secret only as the last word: `db_pass`, but not `pass_through`. */
export const lastWords = words(
  'pass pwd pin pat credential credentials signature passkey userpass dbpass keypass storepass sshpass rootpass adminpass',
)

/** Words that may follow a deciding word: `password_old`, `token_2`, `secret_base`. */
export const addedWords = words(
  'old new current previous prev next backup bak prod production dev test staging value val text string plain plaintext data raw ' +
    'base primary secondary default legacy temp tmp',
)

/** Parts of words written together, long enough to mean nothing else: `PGPASSWORD`, `clientsecret`. */
export const secretEndings: readonly string[] =
  'secret secrets password passwords passwd passphrase passcode token tokens apikey secretkey privatekey accesskey pwd'.split(
    ' ',
  )

/** A `key` is a secret after one of these: `api_key`, `private-key`, `encryptionKey`. */
export const keyKinds = words(
  'api app application private secret access signing sign encryption encrypted encrypt decryption decrypt master shared auth ' +
    'authentication storage account deploy ssh hmac symmetric recovery security session client consumer service admin root wrapping ' +
    'unseal write ingest integration webhook pre psk cipher aes rsa',
)

/** A `seed`, `phrase` or `code` is a secret after one of these. */
export const seedKinds = words(
  'totp hotp otp mfa 2fa twofactor wallet private secret master recovery backup scratch seed pin',
)

/** The names of other programs' settings whose parts say less than the whole. */
export const secretPairs: ReadonlySet<string> = new Set([
  'basic auth',
  'http auth',
  'proxy auth',
  'auth',
  'connection string',
  'vault secret id',
  'approle secret id',
])

/** The last word of a name whose value is about a secret but not secret: where it is, how long it lives, who gave it. */
export const aboutWords = words(
  'file files filename path paths dir directory folder url urls uri uris endpoint endpoints arn arns id ids name names type types ' +
    'kind expires expire expiration expirations expiry expired duration ttl lifetime validity age at in scope scopes seconds minutes ' +
    'hours days policy policies length size count counter number min max limit limits enabled disabled required optional rotation ' +
    'version versions prefix suffix format algorithm alg provider providers source store manager backend engine region profile ' +
    'command cmd helper process program script location ref reference label title description hint prompt status state mode method ' +
    'issuer audience subject owner user username email host hostname port address domain serial index class template field column ' +
    'header parameter param env variable stdin validation check checks caching cache role roles principal type refresh rate retries ' +
    'timeout callback metadata service services per budget',
)

/** Before a plural they count something: `max_tokens`. `no` and `skip` switch something off. */
export const countingWords = words(
  'max min num count total no skip disable enable use allow require has is without',
)

/** The value of such a key is known not to be secret, whatever its words say. */
export const knownPlain = words('public')
