// Package wire knows how the program speaks to Temporal: the connection, and the encryption of every
// payload and failure. It may not know any procedure, and holds no key: the AEAD is handed in.
package wire

import (
	"fmt"

	"github.com/tink-crypto/tink-go/v2/tink"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"google.golang.org/protobuf/proto"
)

// encoding marks a payload that this codec sealed.
const encoding = "binary/jinchu-aead"

// codec seals whole payloads, metadata included; the realm is the associated data, so that a
// payload moved into another realm's history does not open there.
type codec struct {
	aead  tink.AEAD
	realm []byte
}

// Encode seals payloads.
func (c codec) Encode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	sealed := make([]*commonpb.Payload, len(payloads))
	for i, p := range payloads {
		plain, err := proto.Marshal(p)
		if err != nil {
			return nil, fmt.Errorf("seal payload: %w", err)
		}
		data, err := c.aead.Encrypt(plain, c.realm)
		if err != nil {
			return nil, fmt.Errorf("seal payload: %w", err)
		}
		sealed[i] = &commonpb.Payload{
			Metadata: map[string][]byte{converter.MetadataEncoding: []byte(encoding)},
			Data:     data,
		}
	}
	return sealed, nil
}

// Decode opens payloads; one that this codec did not seal is passed on as it is.
func (c codec) Decode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	opened := make([]*commonpb.Payload, len(payloads))
	for i, p := range payloads {
		if string(p.GetMetadata()[converter.MetadataEncoding]) != encoding {
			opened[i] = p
			continue
		}
		plain, err := c.aead.Decrypt(p.GetData(), c.realm)
		if err != nil {
			return nil, fmt.Errorf("open payload: %w", err)
		}
		opened[i] = &commonpb.Payload{}
		if err := proto.Unmarshal(plain, opened[i]); err != nil {
			return nil, fmt.Errorf("open payload: %w", err)
		}
	}
	return opened, nil
}

// Converter seals every payload of a realm.
func Converter(aead tink.AEAD, realm string) converter.DataConverter {
	return converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), codec{aead, []byte(realm)})
}

// Failures seals the messages and stack traces of failures too; by default they would be readable.
func Failures(dc converter.DataConverter) converter.FailureConverter {
	return temporal.NewDefaultFailureConverter(temporal.DefaultFailureConverterOptions{
		DataConverter:          dc,
		EncodeCommonAttributes: true,
	})
}
