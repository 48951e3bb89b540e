import { describe, expect, it } from 'vitest'
import { isSecretName } from '../../../shared/domain/secrets/secret-names.ts'

const secret =
  'aws_secret_access_key aws_session_token aws_security_token AWS_SECRET_ACCESS_KEY secretAccessKey SecretAccessKey SessionToken ' +
  'client_secret clientSecret proxy_password api_token api_key apiKey APIKey API-KEY apikey APIKEY pass pwd PWD passcode private-key ' +
  'privateKey private_key session_cookie totp_seed otp_seed totp okta_password db_pass DB_PASS DBPASS MYSQL_PWD PGPASSWORD keypass ' +
  's3.proxy_password s3.secret.value aws:secretKey aws:token aws:accessKey datadog:apiKey datadog:appKey app:dbPassword ' +
  'GITHUB_TOKEN github_pat GITHUB_PAT NPM_TOKEN _authToken _auth _password id_token access_token refresh_token bearer jwt ' +
  'authorization Authorization Proxy-Authorization X-Api-Key x-amz-security-token X-Amz-Signature Set-Cookie cookie ' +
  'PULUMI_CONFIG_PASSPHRASE PULUMI_ACCESS_TOKEN AWS_CONTAINER_AUTHORIZATION_TOKEN password_old password2 token_1 secret_v2 ' +
  'SecretKeyBase secret_key_base encryption_key signing_key master-key storageAccountKey storage_account_key webhook_secret ' +
  'HTTP_PASSWORD smtpPassword smtp-pass user_pass passwords secrets recovery_code recovery_codes encryptedkey encryptedKey ' +
  'password_hash gcp:credentials GOOGLE_CREDENTIALS connection_string ConnectionString accountKey SharedAccessKey pa\u200bssword ' +
  'ｐａｓｓｗｏｒｄ vault_secret_id webIdentityToken AWS_ACCESS_KEY aws_secret_key token_code mfa_secret wifi_psk_key bot_token'

const plain =
  'aws_access_key_id AWS_ACCESS_KEY_ID accessKeyId AccessKeyId key_id region output role_arn source_profile credential_source ' +
  'credential_process external_id mfa_serial role_session_name duration_seconds web_identity_token_file AWS_WEB_IDENTITY_TOKEN_FILE ' +
  'token_file tokenFile password_file PULUMI_CONFIG_PASSPHRASE_FILE password_policy sso_session sso_start_url sso_region sso_account_id ' +
  'sso_role_name sso_registration_scopes login_session public_key publicKey ssh_public_key x_security_token_expires aws_expiration ' +
  'aws_session_token_expiration token_expires_at expires_at aws:allowedAccountIds aws:forbiddenAccountIds aws:region aws:profile ' +
  'aws:sharedCredentialsFile aws:sharedCredentialsFiles aws:sharedConfigFiles aws:skipCredentialsValidation aws:skipMetadataApiCheck ' +
  'endpoint_url services s3.addressing_style s3.signature_version signature_version ca_bundle cli_pager retry_mode kms_key_id kmsKeyId ' +
  'sse_kms_key_id secret_arn secret_name secretName passwordPolicy token_type tokenEndpoint token_url token_uri max_tokens ' +
  'bypass compass passive pass_through pass_role tokenizer secretary author authority authoritative authentication key keys ' +
  'hasSecret hasToken AWS_PROFILE AWS_SHARED_CREDENTIALS_FILE AWS_CONTAINER_CREDENTIALS_FULL_URI encryptionsalt pinned pipeline ' +
  'primary_key foreign_key partition_key sort_key key_pair keyPairName ssh_key_name cookie_name cookie_domain password_length ' +
  'no_password tcp_keepalive sdk_ua_app_id user_agent_appid csm_client_id account_id accountId arn name description monkey turkey ' +
  'passport seed random_seed code status_code country_code'

describe('isSecretName', () => {
  it.each(secret.split(' '))('%s names a secret', (name) => expect(isSecretName(name)).toBe(true))
  it.each(plain.split(' '))('%s names none', (name) => expect(isSecretName(name)).toBe(false))
})
