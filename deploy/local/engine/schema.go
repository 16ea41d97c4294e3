package engine

import (
	"context"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/tools/common/schema"
	"go.temporal.io/server/tools/sql"

	"jinchu/policy/fault"
)

// prepare makes the two databases where they are missing and brings their schema up to date.
// A broken-off attempt is continued at the next start.
func prepare(ctx context.Context, c Config, logger log.Logger) error {
	for _, part := range []struct{ database, schema string }{
		{c.Database, "postgresql/v12/temporal"},
		{c.Database + "_visibility", "postgresql/v12/visibility"},
	} {
		if _, err := c.Databases.Ensure(ctx, part.database); err != nil {
			return err
		}
		if err := migrate(c.Databases.URL(part.database), part.schema, logger); err != nil {
			return fault.New("local.engine.schema", "database", part.database, "log", c.LogFile).Because(err)
		}
	}
	return nil
}

func migrate(address, name string, logger log.Logger) error {
	cfg, err := store(address, 1)
	if err != nil {
		return err
	}
	conn, err := sql.NewConnection(cfg, logger)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ReadSchemaVersion(); err != nil {
		first := &schema.SetupConfig{InitialVersion: "0.0"}
		if err := schema.NewSetupSchemaTask(conn, first, logger).Run(); err != nil {
			return err
		}
	}
	return schema.NewUpdateSchemaTask(conn, &schema.UpdateConfig{SchemaName: name}, logger).Run()
}
