package engine

import (
	"net/url"
	"strings"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
)

// shards is fixed for the life of a database: 4 were 1.7 times as fast as 1 on PostgreSQL, and
// more only cost memory on one machine.
const shards = 4

const plugin = "postgres12_pgx"

// tuning is what was measured to matter on one machine.
var tuning = dynamicconfig.StaticClient{
	dynamicconfig.TransferProcessorMaxPollRPS.Key():         200, // default 20 a shard adds up to 50 ms a step
	dynamicconfig.TimerProcessorMaxPollRPS.Key():            200,
	dynamicconfig.VisibilityProcessorMaxPollRPS.Key():       200,
	dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1, // four partitions with few pollers give tails of 2 s
	dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
	dynamicconfig.EnableActivityEagerExecution.Key():        true, // one transition less for each activity
	dynamicconfig.MaxIDLengthLimit.Key():                    255,  // the columns are that wide
	dynamicconfig.HistoryCacheHostLevelMaxSize.Key():        4096, // procedures kept in memory; default 128,000
}

func settings(c Config, p ports) (*config.Config, error) {
	main, err := store(c.Databases.URL(c.Database), 20)
	if err != nil {
		return nil, err
	}
	visibility, err := store(c.Databases.URL(c.Database+"_visibility"), 4)
	if err != nil {
		return nil, err
	}
	return &config.Config{
		Global: config.Global{Membership: config.Membership{
			MaxJoinDuration: 30 * time.Second, BroadcastAddress: loopback,
		}},
		Persistence: config.Persistence{
			DefaultStore: "main", VisibilityStore: "visibility", NumHistoryShards: shards,
			DataStores: map[string]config.DataStore{"main": {SQL: main}, "visibility": {SQL: visibility}},
		},
		ClusterMetadata:     single(p),
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services:            p.services(),
		Archival: config.Archival{
			History:    config.HistoryArchival{State: "disabled"},
			Visibility: config.VisibilityArchival{State: "disabled"},
		},
		PublicClient: config.PublicClient{HostPort: p.frontend.address()},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: "disabled"},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: "disabled"},
		}},
	}, nil
}

func single(p ports) *cluster.Config {
	return &cluster.Config{
		FailoverVersionIncrement: 10,
		MasterClusterName:        "active",
		CurrentClusterName:       "active",
		ClusterInformation: map[string]cluster.ClusterInformation{"active": {
			Enabled: true, InitialFailoverVersion: 1, RPCAddress: p.frontend.address(),
		}},
	}
}

// store translates the URL of a database into the server's own form.
func store(address string, connections int) (*config.SQL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	password, _ := u.User.Password()
	host := u.Host
	if u.Port() == "" {
		host += ":5432"
	}
	attributes := map[string]string{}
	for name, values := range u.Query() {
		attributes[name] = values[0]
	}
	return &config.SQL{
		PluginName: plugin, DatabaseName: strings.TrimPrefix(u.Path, "/"),
		ConnectAddr: host, ConnectProtocol: "tcp", ConnectAttributes: attributes,
		User: url.User(u.User.Username()).String(), Password: password,
		MaxConns: connections, MaxIdleConns: connections, MaxConnLifetime: time.Hour,
		TaskScanPartitions: 1,
	}, nil
}
