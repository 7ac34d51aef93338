using System.Net;
using Polly;
using Polly.Retry;

namespace Bot.Publisher;

/// <summary>
/// For reads only, which may be repeated freely: three tries, half a second and a second apart. A post is never
/// retried.
/// </summary>
public static class RetryPolicy
{
    public static ResiliencePipeline Reads(TimeProvider clock) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = 2,
                    Delay = TimeSpan.FromSeconds(0.5),
                    BackoffType = DelayBackoffType.Exponential,
                    ShouldHandle = arguments =>
                        ValueTask.FromResult(
                            arguments.Outcome.Exception is HttpRequestException or IOException
                                || (
                                    arguments.Outcome.Result is InstanceAnswer
                                    {
                                        Status: >= HttpStatusCode.InternalServerError
                                            and not HttpStatusCode.NotImplemented
                                    }
                                )
                        ),
                }
            )
            .Build();
}
