package checks

import (
	"fmt"
	"strconv"
	"strings"
)

// pinned modules must have exactly this version.
var pinned = map[string]struct{ version, reason string }{
	"github.com/labstack/echo/v4": {"v4.16.0", "4.16.1 mends CVE-2026-118264 and CVE-2026-118260 but cannot be had everywhere yet; when it can, raise this and lift the bars on Proxy, BodyDump, Decompress and WebSocket"},
}

// telemetryCeiling holds all of go.opentelemetry.io/otel back.
const (
	telemetryMinor  = 46
	telemetryReason = "the Temporal server needs otel/log v0.20.0; OpenTelemetry 1.47 raises it to v1.47.0 and the server no longer compiles"
)

// Modules finds replace lines, a wrong Echo and an OpenTelemetry the server cannot bear.
func Modules(t *Tree) []Finding {
	var found []Finding
	for i, line := range strings.Split(t.Text["go.mod"], "\n") {
		place := fmt.Sprintf("go.mod:%d", i+1)
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		switch {
		case len(fields) == 0:
		case fields[0] == "replace":
			found = append(found, Finding{place, "replace: what others build must be what we build; depend on a published version"})
		case len(fields) >= 2:
			found = append(found, wrongVersion(place, fields[0], fields[1])...)
		}
	}
	return found
}

func wrongVersion(place, module, version string) []Finding {
	if p, ok := pinned[module]; ok && version != p.version {
		return []Finding{{place, fmt.Sprintf("%s must be exactly %s, not %s: %s", module, p.version, version, p.reason)}}
	}
	if !under(module, "go.opentelemetry.io/otel/...") {
		return nil
	}
	major, minor := majorMinor(version)
	if major > 1 || major == 1 && minor > telemetryMinor || module == "go.opentelemetry.io/otel/log" && (major > 0 || minor > 20) {
		return []Finding{{place, fmt.Sprintf("%s %s is too new, 1.%d is the limit: %s", module, version, telemetryMinor, telemetryReason)}}
	}
	return nil
}

func majorMinor(version string) (major, minor int) {
	parts := strings.SplitN(strings.TrimPrefix(version, "v"), ".", 3)
	if len(parts) < 2 {
		return 0, 0
	}
	major, _ = strconv.Atoi(parts[0])
	minor, _ = strconv.Atoi(parts[1])
	return major, minor
}
