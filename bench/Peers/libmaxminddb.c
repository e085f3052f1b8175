// The peer of `bench geo`: libmaxminddb (Debian: libmaxminddb-dev) on the same file and addresses.
// usage: libmaxminddb FILE.mmdb ADDRESSES   (ADDRESSES: IPv4 addresses of four bytes each, in network order)
// For each line read from standard input it runs one round and prints "NANOSECONDS FOUND".
#include <arpa/inet.h>
#include <maxminddb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long long now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000000LL + at.tv_nsec;
}

int main(int count, char **arguments) {
    if (count != 3) return 2;
    MMDB_s database;
    int status = MMDB_open(arguments[1], MMDB_MODE_MMAP, &database);
    if (status != MMDB_SUCCESS) {
        fprintf(stderr, "%s: %s\n", arguments[1], MMDB_strerror(status));
        return 1;
    }

    FILE *file = fopen(arguments[2], "rb");
    if (!file) return 1;
    fseek(file, 0, SEEK_END);
    long addresses = ftell(file) / 4;
    rewind(file);
    uint32_t *address = malloc((size_t)addresses * 4);
    if (!address || fread(address, 4, (size_t)addresses, file) != (size_t)addresses) return 1;
    fclose(file);

    char line[16];
    while (fgets(line, sizeof line, stdin)) {
        long found = 0;
        volatile float kept = 0;
        long long began = now();
        for (long i = 0; i < addresses; i++) {
            struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = address[i]};
            int error;
            MMDB_lookup_result_s result = MMDB_lookup_sockaddr(&database, (struct sockaddr *)&at, &error);
            if (error != MMDB_SUCCESS) return 1;
            if (!result.found_entry) continue;
            MMDB_entry_data_s country, city, latitude, longitude;
            MMDB_get_value(&result.entry, &country, "country_code", NULL);
            MMDB_get_value(&result.entry, &city, "city", NULL);
            MMDB_get_value(&result.entry, &latitude, "latitude", NULL);
            MMDB_get_value(&result.entry, &longitude, "longitude", NULL);
            kept = latitude.float_value + longitude.float_value;
            found++;
        }

        printf("%lld %ld\n", now() - began, found);
        fflush(stdout);
    }

    MMDB_close(&database);
    return 0;
}
