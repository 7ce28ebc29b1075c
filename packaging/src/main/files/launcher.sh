#!/bin/sh
# The class-data archive knows the jars by names relative to their directory: hence the cd.
# Names on the command line stay relative to where the caller is.
directory=$PWD
cd /usr/lib/vipgate || exit 1
exec @java@ -Dvipgate.directory="$directory" @launch.options io.vipgate.app.Main "$@"
