namespace FlowOptics.Deploy.Cost;

/// <summary>A month's bill from a question and a price list. The assumptions are the constants below; docs/cost.md says what each rests on.</summary>
internal sealed class CostModel(PriceList prices)
{
    private const double Hours = 730;
    private const double Days = Hours / 24;
    private const double Seconds = Hours * 3600;
    private const double Gigabyte = 1e9;

    // AWS's default format as text, 14 fields, IPv4: what CloudWatch bills. And what S3 keeps of it.
    private const double TextBytes = 110;
    private const double GzipBytes = 20;
    private const double ParquetBytes = 16;

    // An object every five minutes, and more where one would pass 75 MB.
    private const double ObjectsOfMonth = Hours * 12;
    private const double LargestObject = 75e6;

    /// <summary>Those of the templates, and two for each policy that follows a target.</summary>
    internal const int Alarms = 28;

    // What one processor takes with room to spare.
    private const double RecordsPerProcessor = 50_000;

    // IoT Core counts each 5 KB as a message, once as it comes and once for each who gets it: raw in and out, flows in and out.
    private const double IotBytes = 5000;
    private const double WireBytes = 24;
    private const double IotCopies = 4;

    public IReadOnlyList<CostLine> Month(CostQuestion question)
    {
        var records = question.RecordsPerSecond * Seconds;
        var stored = records * (question.Parquet ? ParquetBytes : GzipBytes) / Gigabyte;
        var objects = Math.Max(ObjectsOfMonth, records * GzipBytes / LargestObject);
        var processors = Math.Max(1, Math.Ceiling(question.RecordsPerSecond / RecordsPerProcessor));
        var readTerabytes = question.QueriesPerDay * question.DaysPerQuery * stored / 1000;
        var lines = new List<CostLine>
        {
            new("Flow logs to S3 (CloudWatch's charge)", records * TextBytes / Gigabyte * (prices["flowLogGigabyteToS3"] + (question.Parquet ? prices["flowLogGigabyteParquet"] : 0)), "records"),
            new($"S3: {question.KeepDays} days kept", stored / Days * question.KeepDays * prices["s3GigabyteMonth"], "records × days kept"),
            // Put once, read by Ingestor and GraphApi, listed; told of, taken and deleted; and a long poll each 20 s.
            new("S3 and SQS requests", objects / 1000 * (prices["s3PutThousand"] + 3 * prices["s3GetThousand"]) + (objects * 3 + Seconds / 20 * processors) / 1e6 * prices["sqsMillion"], "objects"),
            new("Ingestor", processors * Task(1, 2), "records"),
            new("Enricher", Task(processors, 2 * processors), "records"),
            new("GraphApi", Task(1, 4), "people"),
            new("Web", Task(0.5, 1), "people"),
            new("Load balancer", Hours * (prices["loadBalancerHour"] + prices["loadBalancerUnitHour"] + 2 * prices["publicAddressHour"]), "people"),
            new(FormattableString.Invariant($"Athena: {question.QueriesPerDay} questions a day of {question.DaysPerQuery:G3} days"), readTerabytes * prices["athenaTerabyte"], "records × questions"),
            new(
                "Logs, alarms, dashboard, secrets, names, images",
                2 * prices["cloudWatchLogGigabyte"] + Alarms * prices["cloudWatchAlarm"] + prices["cloudWatchDashboard"] + 4 * prices["secretMonth"] + prices["hostedZoneMonth"] + 2 * prices["imageGigabyteMonth"],
                "fixed"),
            question.IotCore
                ? new("IoT Core", records * WireBytes / IotBytes * IotCopies / 1e6 * prices["iotMillionMessages"], "records")
                : new("Broker", Task(0.5, 1), "fixed"),
        };
        if (!question.OwnVpc) lines.Add(new("NAT gateway", Hours * (prices["natGatewayHour"] + prices["publicAddressHour"]) + 5 * prices["natGatewayGigabyte"], "fixed"));
        return lines;
    }

    private double Task(double processors, double gigabytes) => Hours * (processors * prices["fargateArmProcessorHour"] + gigabytes * prices["fargateArmGigabyteHour"]);
}
