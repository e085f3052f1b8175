namespace FlowOptics.Emulator.Athena;

internal static class AthenaExtensions
{
    public static void AddAthena(this IServiceCollection services) => services.AddSingleton<QueryStore>().AddSingleton<AthenaService>();
}
