package wire

import (
	"github.com/caarlos0/env/v11"

	"jinchu/policy/fault"
)

// Namespace is where procedures live unless TEMPORAL_NAMESPACE says otherwise.
const Namespace = "jinchu"

// Look reads the access from the environment's TEMPORAL_… variables. Faults: value.wrong, value.missing.
func Look() (Access, error) {
	a, err := env.ParseAs[Access]()
	if err != nil {
		return a, fault.New("value.wrong", "field", "TEMPORAL_*", "why", "环境变量 environment").Because(err)
	}
	if a.Address == "" {
		return a, fault.New("value.missing", "field", "TEMPORAL_ADDRESS")
	}
	if a.Namespace == "" {
		a.Namespace = Namespace
	}
	return a, nil
}
