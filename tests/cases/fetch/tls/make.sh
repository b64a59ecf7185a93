#!/bin/sh
# Makes the certificates of tests/fetch/test_tls.py anew: an invented authority and the servers it vouches for.
set -eu
cd "$(dirname "$0")"
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
sign() { # name, subject alternative name, first day, last day
    key "$1"
    openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr"
    printf 'subjectAltName=DNS:%s\nbasicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\n' "$2" > "$1.ext"
    mkdir -p signing && : > signing/index && echo 01 > signing/serial
    printf '[ca]\ndefault_ca=d\n[d]\ndatabase=signing/index\nserial=signing/serial\nnew_certs_dir=signing\ndefault_md=sha256\npolicy=p\nunique_subject=no\nrand_serial=yes\n[p]\ncommonName=supplied\n' > signing/config
    openssl ca -batch -notext -config signing/config -cert authority.pem -keyfile authority.key -in "$1.csr" \
        -extfile "$1.ext" -startdate "$3" -enddate "$4" -out "$1.pem"
    cat "$1.key" >> "$1.pem"
    rm -r signing "$1.key" "$1.csr" "$1.ext"
}
key authority
openssl req -x509 -new -key authority.key -subj "/CN=Invented authority" -days 36500 \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign -out authority.pem
sign good ledger.example,DNS:*.tls.example 20200101000000Z 21200101000000Z
sign expired ledger.example,DNS:*.tls.example 20200101000000Z 20210101000000Z
sign early ledger.example,DNS:*.tls.example 21100101000000Z 21200101000000Z
sign stranger stranger.example 20200101000000Z 21200101000000Z
key selfmade
openssl req -x509 -new -key selfmade.key -subj "/CN=ledger.example" -addext 'subjectAltName=DNS:ledger.example,DNS:*.tls.example' \
    -days 36500 -out selfmade.pem
cat selfmade.key >> selfmade.pem
rm selfmade.key authority.key
