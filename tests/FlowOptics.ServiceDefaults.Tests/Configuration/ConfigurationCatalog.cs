namespace FlowOptics.ServiceDefaults.Tests.Configuration;

/// <summary>All keys: those of sections that are records come from the records' sources; what is read one by one stands here.</summary>
internal static class ConfigurationCatalog
{
    public static IReadOnlyList<ConfigurationKey> All { get; } = [.. Single()
        .Concat(OptionsSource.Read("FlowOptics:Findings", "GraphApi", "libs/FlowOptics.Lake/Findings/FindingOptions.cs"))
        .Concat(OptionsSource.Read("FlowOptics:Geo", "Enricher, GraphApi", "libs/FlowOptics.Geo/GeoOptions.cs"))
        .Concat(OptionsSource.Read("FlowOptics:Enricher", "Enricher", "Enricher/EnricherOptions.cs", "Geo", "GeoFolder"))
        .Concat(OptionsSource.Read("FlowOptics:SignIn", "GraphApi, Web", "libs/FlowOptics.SignIn/SignInOptions.cs", "LoadBalancer"))
        .Concat(OptionsSource.Read("FlowOptics:SignIn:LoadBalancer", "GraphApi, Web", "libs/FlowOptics.SignIn/LoadBalancer/LoadBalancerOptions.cs"))
        .Concat(OptionsSource.Read(
            "FlowOptics:Broker:Limits", "Broker", "libs/FlowOptics.Mqtt/Server/MqttServerOptions.cs",
            "StorageFolder", "Fsync", "Profile", "AllowedOrigins", "Authorizer", "Syncing", "ResponseInformation", "AllowNoOrigin"))
        .OrderBy(key => key.Name.StartsWith("FlowOptics:", StringComparison.Ordinal) ? 0 : 1)
        .ThenBy(key => key.Name, StringComparer.Ordinal)];

    /// <summary>Sections whose keys the records above have.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["FlowOptics:Findings", "FlowOptics:Geo", "FlowOptics:Enricher", "FlowOptics:SignIn", "FlowOptics:Broker:Limits"];

    private static ConfigurationKey[] Single() =>
    [
        new("ConnectionStrings:mqtt", "all but Broker and Demo", "", "", "The broker: `mqtt://USER:SECRET@HOST:PORT`, or `mqtts://`; AppHost gives it"),
        new("FlowOptics:Mqtt:User", "all but Broker and Demo", "", "", "Who the service is to the broker, where `ConnectionStrings:mqtt` does not say it"),
        new("FlowOptics:Mqtt:Password", "all but Broker and Demo", "", "", "Its secret"),
        new("FlowOptics:Mqtt:Certificate", "all but Broker and Demo", "", "", "A certificate and its private key, in place of a password: PEM text, or the path of a PEM or PFX file; with `mqtts://` (AWS IoT Core)"),
        new("FlowOptics:Mqtt:SessionMinutes", "all but Broker and Demo", "as the service wishes", "min", "The longest that the broker keeps a session for the service while it is gone; for services whose tasks come and go under new names"),
        new("FlowOptics:Instance", "all services", "", "", "`host`: the machine's name tells several of one service apart, where all have the same environment"),
        new("FlowOptics:Data", "all", "", "", "Absolute path of the folder for the product's own state (`--data`)"),
        new("FlowOptics:Bucket", "Demo, GraphApi, Ingestor", "", "", "Absolute path of the folder that stands for the bucket (`--logs`); with another `FlowOptics:Cloud` than `local`, `s3://bucket/prefix`"),
        new("FlowOptics:Cloud", "Demo, GraphApi, Ingestor", "local", "", "`local`: the bucket is a folder; `aws`, `emulated`, `localstack`: S3, and SQS (`--cloud`)"),
        new("FlowOptics:Prefixes", "GraphApi, Ingestor", "all", "", "S3: what is read below the bucket's prefix, with `;` between them"),
        new("FlowOptics:S3:RequesterPays", "GraphApi, Ingestor", "false", "", "S3: the reader pays, for buckets of others that ask for it"),
        new("FlowOptics:Queue", "Ingestor", "", "", "SQS: the URL of the queue that the bucket's events go to"),
        new("FlowOptics:Sqs:VisibilitySeconds", "Ingestor", "60", "s", "For how long nobody else gets a message that was taken; told anew each third of it"),
        new("FlowOptics:Firehose:AccessKey", "Ingestor", "", "", "What Firehose must bring to push records to `/firehose`; several with `;` between them; without it nothing is pushed"),
        new("FlowOptics:Firehose:MaxMegabytes", "Ingestor", "64", "MiB", "The most of a pushed request, packed and unpacked"),
        new("FlowOptics:Firehose:Concurrent", "Ingestor", "2", "", "Pushed requests that are archived at once; others wait up to 30 s"),
        new("AWS_ENDPOINT_URL", "Demo, GraphApi, Ingestor", "", "", "Where AWS's services are, as `http://127.0.0.1:4566`; AWS's own address otherwise. Credentials, `AWS_REGION`, `AWS_PROFILE` and all else of AWS's SDK are its own"),
        new("AWS_ENDPOINT_URL_S3", "Demo, GraphApi, Ingestor", "", "", "Where S3 is, if not where `AWS_ENDPOINT_URL` says"),
        new("AWS_ENDPOINT_URL_SQS", "Ingestor", "", "", "Where SQS is, if not where `AWS_ENDPOINT_URL` says"),
        new("FlowOptics:Format", "GraphApi, Ingestor", "", "", "Field names of objects without a header, with blanks between them; AWS's default format otherwise"),
        new("FlowOptics:Stream", "GraphApi, Ingestor", "recent", "", "`recent`: objects younger than an hour are streamed; `all`: old ones too"),
        new("FlowOptics:Demo", "GraphApi", "false", "", "The demo writes the objects; the page says so"),
        new("FlowOptics:Lake:MemoryMegabytes", "GraphApi", "256", "MiB", "DuckDB's buffers; larger queries go to temporary files"),
        new("FlowOptics:Lake:Threads", "GraphApi", "one a processor", "", "DuckDB's threads for queries"),
        new("FlowOptics:Lake:RetentionDays", "GraphApi", "0", "days", "History is held from 00:00 UTC so many days ago on; 0: all"),
        new("FlowOptics:Lake:MaxGigabytes", "GraphApi", "0", "GiB", "What the lake's file may take with its log; 0: no limit"),
        new("FlowOptics:Lake:ImportWaitsAbove", "GraphApi", "250_000", "records/s", "Live records above which the import waits, so that the live view keeps up"),
        new("FlowOptics:Lake:Import", "GraphApi", "true, with Athena false", "", "Objects are imported into the lake. Without that there are no findings of history"),
        new("FlowOptics:History", "GraphApi", "lake", "", "`athena`: questions of history are asked of Athena ([aws.md](aws.md#history-in-athena))"),
        new("FlowOptics:Athena:Table", "GraphApi", "", "", "The table of flow logs"),
        new("FlowOptics:Athena:Database", "GraphApi", "default", "", "Its database"),
        new("FlowOptics:Athena:Catalog", "GraphApi", "AwsDataCatalog", "", "Its catalogue"),
        new("FlowOptics:Athena:WorkGroup", "GraphApi", "primary", "", "The workgroup: give it a limit of bytes scanned, and enforce its settings"),
        new("FlowOptics:Athena:OutputLocation", "GraphApi", "the workgroup's", "", "Where results are written, as `s3://bucket/prefix/`"),
        new("FlowOptics:Athena:Accounts", "GraphApi", "what the table lists", "", "Whom a question without `account` is about, with commas between them; needed where the table's account is an injected partition"),
        new("FlowOptics:Athena:Regions", "GraphApi", "what the table lists", "", "Likewise the regions"),
        new("FlowOptics:Athena:LateMinutes", "GraphApi", "60", "min", "How long after a record's start its object may be filed under the next day"),
        new("FlowOptics:Athena:ReuseMinutes", "GraphApi", "60", "min", "Athena gives the result of the same statement again for so long, where its range is past; 0: never"),
        new("FlowOptics:Athena:ScanLimitGigabytes", "GraphApi", "100", "GB", "A question whose objects are larger is not begun, and one that reads more is ended; 0: no limit but the workgroup's"),
        new("FlowOptics:Athena:MostRows", "GraphApi", "2_000_000", "rows", "The most rows of one result"),
        new("FlowOptics:Athena:DollarsPerTerabyte", "GraphApi", "5", "$", "What the estimate of a question's cost goes by"),
        new("FlowOptics:Athena:MemoryMegabytes", "GraphApi", "256", "MiB", "DuckDB's buffers for one question's results"),
        new("AWS_ENDPOINT_URL_ATHENA", "GraphApi", "", "", "Where Athena is, if not where `AWS_ENDPOINT_URL` says"),
        new("FlowOptics:Live:Minutes", "GraphApi", "15", "min", "The live window's length"),
        new("FlowOptics:Live:Megabytes", "GraphApi", "512", "MiB", "The live window's memory; beyond it the oldest arrivals go before their time"),
        new("FlowOptics:Query:TimeoutSeconds", "GraphApi", "30, with Athena 300", "s", "A question that takes longer is ended, with a problem that says so"),
        new("FlowOptics:Query:Concurrent", "GraphApi", "one a processor, at least 2; with Athena 8", "", "Questions that run at once"),
        new("FlowOptics:Query:Waiting", "GraphApi", "32", "", "Questions that may wait for their turn; further ones are refused"),
        new("FlowOptics:Query:MaxDays", "GraphApi", "the most that `days` takes", "days", "The longest range of time that may be asked for"),
        new("FlowOptics:Query:CacheMegabytes", "GraphApi", "32", "MiB", "Answers over finished ranges that are kept to be given again; 0: none"),
        new("FlowOptics:Download:TimeoutSeconds", "GraphApi", "900", "s", "A download that takes longer is ended"),
        new("FlowOptics:Download:Concurrent", "GraphApi", "2", "", "Downloads that run at once"),
        new("FlowOptics:Download:Waiting", "GraphApi", "4", "", "Downloads that may wait for their turn"),
        new("FlowOptics:Download:MaxRecords", "GraphApi", "10,000,000", "records", "The most of one download"),
        new("FlowOptics:Filter:Sets", "GraphApi", "", "", "The file of named sets of addresses and ports (filter.md)"),
        new("FlowOptics:Broker:Address", "Broker", "127.0.0.1", "", "Where MQTT over TCP is listened for; another than this machine's own only with `FlowOptics:Broker:Access` or `:Secrets`"),
        new("FlowOptics:Broker:Port", "Broker", "1883", "", "MQTT over TCP; 0: one that is free"),
        new("FlowOptics:Broker:Access", "Broker", "", "", "The file that says who may connect and do what; without it and without secrets, every program on this machine may do everything"),
        new("FlowOptics:Broker:Secrets", "Broker", "", "", "One key a service: what it logs in with; AppHost makes them anew at each start"),
        new("FlowOptics:Broker:Profile", "Broker", "open", "", "`aws-iot`: as strict as AWS IoT Core"),
        new("FlowOptics:Broker:Fsync", "Broker", "off", "", "`on`: what is stored is on the disk before it is acknowledged, against power loss"),
        new("FlowOptics:Broker:AllowedOrigins", "Broker", "", "", "Whose pages may open a WebSocket, with `;` between them; `*`: all"),
        new("FlowOptics:Mqtt:CertificatePassword", "all but Broker and Demo", "", "", "Of `FlowOptics:Mqtt:Certificate`, where its key is encrypted"),
        new("FlowOptics:Mqtt:Roots", "all but Broker and Demo", "the system's", "", "PEM file of the only certificates that the broker's may come from"),
        new("FlowOptics:Mqtt:Profile", "all but Broker and Demo", "open", "", "`aws-iot`: the broker is AWS IoT Core: a connection's quotas are kept, port 443 is told the protocol, `wss://…/mqtt` is signed with AWS credentials"),
        new("FlowOptics:Mqtt:Region", "all but Broker and Demo", "by the endpoint's name", "", "Of AWS IoT Core, for signatures"),
        new("FlowOptics:Mqtt:Connections", "all but Broker and Demo", "1", "", "Over how many connections a service publishes: AWS IoT Core takes 512 KB and 100 publishes a second of each"),
        new("FlowOptics:Web:IotRole", "Web", "", "", "A role's ARN: the page hears the map's ticks from AWS IoT Core itself, at an address (`/mqtt/address`) that lets it listen to them for a quarter of an hour"),
        new("FlowOptics:Web:IotEndpoint", "Web", "", "", "The account's endpoint of AWS IoT Core, for those addresses"),
        new("FlowOptics:Web:AllowedOrigins", "Web", "", "", "Other origins whose pages may open the live connection, one key each (`…:0`)"),
        new("FlowOptics:Web:Proxies", "Web", "", "", "Whose forwarded headers (X-Forwarded-For, -Proto) are believed: addresses or CIDR blocks with `;` between them; nobody's by default"),
        new("FlowOptics:Web:RequestsPerMinute", "Web", "1200", "", "Of one person who signed in, or one address of who did not; further ones get 429. Without sign-in there is no limit"),
        new("FlowOptics:Web:TicketSeconds", "Web", "30", "s", "How long a ticket for a live connection or a download is good, which is once in any case; 300 at most"),
        new("FlowOptics:Emulator:Port", "Emulator", "4566", "", "S3, SQS, Athena, CloudWatch Logs and Firehose, on 127.0.0.1; 0: one that is free"),
        new("FlowOptics:Emulator:Region", "Emulator", "us-east-1", "", "The region of buckets and queues where nobody said another one"),
        new("FlowOptics:Emulator:Keys", "Emulator", "test", "", "One key an access key: its secret"),
        new("FlowOptics:Emulator:Athena:QueueMilliseconds", "Emulator", "50", "ms", "How long a query stays in QUEUED"),
        new("FlowOptics:Emulator:Firehose:RetryMilliseconds", "Emulator", "1000", "ms", "Firehose's pause after a request that an endpoint did not take; doubled each time, up to 30 s"),
        new("FlowOptics:Emulator:Faults", "Emulator", "", "", "What goes wrong, as a JSON list of rules: for tests of those who use it"),
        new("FlowOptics:Emulator:FaultSeed", "Emulator", "1", "", "What the injected faults are drawn from"),
        new("AppHost:BrowserToken", "AppHost", "a random one", "", "What the dashboard's login link has"),
        new("AppHost:OtlpApiKey", "AppHost", "a random one", "", "What senders of telemetry must bring as `x-otlp-api-key`"),
        new("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "AppHost", "false", "", "`true`: the dashboard asks for no token (`--dashboard-open`)"),
        new("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "AppHost", "", "", "Without our dashboard: where another one takes telemetry"),
        new("ASPIRE_CONTAINER_RUNTIME", "AppHost", "what is found", "", "`docker` or `podman`"),
        new("DOTNET_ASPIRE_CONTAINER_RUNTIME", "AppHost", "", "", "The same, by its older name"),
        new("Publishing:Publisher", "AppHost", "", "", "`manifest`: writes Aspire's manifest instead of running (`--publisher`)"),
        new("Publishing:OutputPath", "AppHost", "", "", "Where to (`--output-path`)"),
        new("ASPNETCORE_URLS", "AppHost, all services", "", "", "Where a server listens; AppHost gives it, and takes it for the dashboard"),
        new("FORWARDEDHEADERS_ENABLED", "Web", "", "", "ASP.NET Core's switch that believes everybody's forwarded headers: `true` stops the start; `FlowOptics:Web:Proxies` names whose are believed"),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "AppHost, all services", "the dashboard", "", "The collector; without one nothing is measured and nothing sent"),
        new("OTEL_SDK_DISABLED", "all services", "false", "", "`true`: no telemetry"),
        new("OTEL_SERVICE_NAME", "all services", "the program's name", "", "Name in telemetry, health and heartbeat"),
        new("OTEL_RESOURCE_ATTRIBUTES", "all services", "", "", "`service.instance.id=N` tells several of one service apart"),
    ];
}
