# Stops the shared test cluster in folder $1 with server $2 once no lease has been renewed for
# a minute, looking every $3 seconds, and clears its data away. Renaming "leases" decides the race with a test program
# that is just joining: whoever finds "closing" waits until it is gone.
folder=$1 server=$2 step=$3 idle=0
fresh() { [ -n "$(find "$1" -type f -mmin -1 2>/dev/null | head -n 1)" ]; }

while kill -0 "$server" 2>/dev/null; do
	sleep "$step"
	touch "$folder/watched" || exit 0
	if fresh "$folder/leases"; then idle=0; continue; fi
	idle=$((idle + 1))
	[ "$idle" -lt 3 ] && continue
	mv "$folder/leases" "$folder/closing" 2>/dev/null || exit 0
	if fresh "$folder/closing"; then
		mv "$folder/closing" "$folder/leases"
		idle=0
		continue
	fi
	kill -INT "$server"
	for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ -e "$folder/data/postmaster.pid" ] || break
		sleep 1
	done
	[ -e "$folder/data/postmaster.pid" ] && kill -QUIT "$server"
	rm -rf "$folder/data" "$folder/watched" "$folder"/tpl_*.lock
	rm -rf "$folder/closing"
	exit 0
done
rm -rf "$folder/watched"
