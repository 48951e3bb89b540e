// Reads cases from standard input, one JSON object a line, and prints what aws-sdk-go-v2 and aws-sdk-go-base hand out for
// each: the access key ID or the error of the SDK itself, of Terraform's way to ask, and of Pulumi's.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/mitchellh/go-homedir"
)

type input struct {
	Home        string            `json:"home"`
	Environment map[string]string `json:"environment"`
	Profile     string            `json:"profile"`
}

type answer struct {
	Key   string `json:"key,omitempty"`
	Error string `json:"error,omitempty"`
	Step  string `json:"step,omitempty"`
}

type answers struct {
	Go        answer `json:"go"`
	Terraform answer `json:"terraform"`
	Pulumi    answer `json:"pulumi"`
}

func failed(err error) answer { return answer{Error: err.Error()} }

func retrieved(ctx context.Context, cfg aws.Config) answer {
	credentials, err := cfg.Credentials.Retrieve(ctx)
	if err != nil {
		return failed(err)
	}
	return answer{Key: credentials.AccessKeyID}
}

func plain(ctx context.Context, profile string) answer {
	var options []func(*config.LoadOptions) error
	if profile != "" {
		options = append(options, config.WithSharedConfigProfile(profile))
	}
	cfg, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return failed(err)
	}
	return retrieved(ctx, cfg)
}

func base(ctx context.Context, settings awsbase.Config) answer {
	settings.MaxRetries = 1
	settings.SuppressDebugLog = true
	settings.Region = "us-east-1"
	ctx, cfg, diagnostics := awsbase.GetAwsConfig(ctx, &settings)
	for _, each := range diagnostics {
		if diagnostics.HasError() {
			return answer{Error: each.Summary() + ": " + each.Detail()}
		}
	}
	if _, _, diagnostics := awsbase.GetAwsAccountIDAndPartition(ctx, cfg, &settings); diagnostics.HasError() {
		return answer{Error: diagnostics[0].Summary()}
	}
	return retrieved(ctx, cfg)
}

// named gives the shared files by name, as Pulumi's provider passes them to its check.
func named(variable string, fallback string) []string {
	if value := os.Getenv(variable); value != "" {
		return []string{value}
	}
	return []string{fallback}
}

func pulumi(ctx context.Context, profile string) answer {
	option := profile
	if option == "" {
		option = os.Getenv("AWS_PROFILE")
	}
	check := base(ctx, awsbase.Config{
		AccessKey:              os.Getenv("AWS_ACCESS_KEY_ID"),
		SecretKey:              os.Getenv("AWS_SECRET_ACCESS_KEY"),
		Token:                  os.Getenv("AWS_SESSION_TOKEN"),
		Profile:                option,
		SharedConfigFiles:      named("AWS_CONFIG_FILE", config.DefaultSharedConfigFilename()),
		SharedCredentialsFiles: named("AWS_SHARED_CREDENTIALS_FILE", config.DefaultSharedCredentialsFilename()),
	})
	if check.Error != "" {
		check.Step = "check"
		return check
	}
	return base(ctx, awsbase.Config{Profile: profile})
}

func main() {
	// Each case has a home folder of its own.
	homedir.DisableCache = true
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var one input
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Clearenv()
		os.Setenv("PATH", "/usr/bin:/bin")
		os.Setenv("HOME", one.Home)
		for name, value := range one.Environment {
			os.Setenv(name, value)
		}
		if err := os.Chdir(one.Home); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		// The SDK works these out once, when it is loaded.
		config.DefaultSharedConfigFiles = []string{config.DefaultSharedConfigFilename()}
		config.DefaultSharedCredentialsFiles = []string{config.DefaultSharedCredentialsFilename()}
		ctx := context.Background()
		result := answers{
			Go:        plain(ctx, one.Profile),
			Terraform: base(ctx, awsbase.Config{Profile: one.Profile}),
			Pulumi:    pulumi(ctx, one.Profile),
		}
		if err := out.Encode(result); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
