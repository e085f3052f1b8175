namespace Aspire.Hosting;

/// <summary>How telemetry is sent.</summary>
public enum OtlpProtocol
{
    Grpc,
    HttpProtobuf,
    HttpJson,
}
