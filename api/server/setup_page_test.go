package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
)

func (c *counter) form(values url.Values) answer {
	c.t.Helper()
	return c.ask("", http.MethodPost, "/setup", []byte(values.Encode()), "Content-Type", "application/x-www-form-urlencoded")
}

func TestSetupPageMakesTheAdministratorWithoutScript(t *testing.T) {
	t.Parallel()
	c := opened(t, store.Production)
	var link string
	require.NoError(t, c.record.Write(t.Context(), func(tx store.Tx) (err error) {
		link, err = tx.OfferSetup(t.Context(), time.Now().Add(time.Hour))
		return err
	}))
	page := c.ask("", http.MethodGet, "/setup?token="+link, nil).must(200)
	require.NotContains(t, page.Body, "<script")
	require.NotContains(t, page.Body, "http")
	require.Contains(t, page.Body, `<html lang="zh-CN">`)
	require.Less(t, strings.Index(page.Body, "设立管理员"), strings.Index(page.Body, "First administrator"), "Chinese first")
	for _, field := range []string{"sign_in", "name", "password"} {
		require.Contains(t, page.Body, `<label for="`+field+`"`)
	}

	values := url.Values{"token": {link}, "sign_in": {"管理员 一"}, "name": {`测试"甲`}, "password": {"long enough"}}
	wrong := c.form(values).must(422)
	require.Contains(t, wrong.Body, `role="alert"`)
	require.Contains(t, wrong.Body, `value="测试&#34;甲"`, "what was typed stays")
	require.NotContains(t, wrong.Body, "long enough", "but never a password")

	values.Set("sign_in", "admin")
	values.Set("password", "short")
	require.Contains(t, c.form(values).must(422).Body, "密码至少8个字符")
	values.Set("password", "long enough")
	require.Contains(t, c.form(values).must(200).Body, "设立完成")
	require.Contains(t, c.form(values).must(403).Body, "链接已经失效")
	c.ask("", http.MethodPost, "/api/sessions", dict{"sign_in": "admin", "password": "long enough"}).must(201)
}

func TestSetupPageFromAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	c := opened(t, store.Production)
	refused := c.ask("", http.MethodPost, "/setup", []byte("token=x"), "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site").must(403)
	require.Equal(t, "production", refused.Header.Get("Jinchu-Realm"), "also on this answer")
}
